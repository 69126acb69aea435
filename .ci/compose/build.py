"""Carries out a Dockerfile."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import context
import dockerfile
import machine
from dockerfile import Instruction, Stage
from failure import Failure
from image import Image
from images import Images
from stack import Healthcheck, seconds


def image(project: Path, images: Images) -> Image:
    """The image of the project's Dockerfile."""
    build = _Build(project, images)
    result: Image | None = None
    for number, stage in enumerate(dockerfile.read(project / "Dockerfile")):
        result = build.stage(number, stage)
    assert result is not None
    return result


class _Build:
    def __init__(self, project: Path, images: Images) -> None:
        self._project = project
        self._images = images
        self._context = context.files(project)
        self._roots: dict[str, Path] = {}

    def stage(self, number: int, stage: Stage) -> Image:
        name = f"stage-{number}"
        image = self._images.of(stage.base)
        root, upper = machine.root(name, image.layers)
        for target, source in image.files.items():
            machine.lay(root, target, source)
        self._roots[stage.name or str(number)] = root
        for instruction in stage.instructions:
            image = self._carry_out(instruction, image, root)
        return replace(image, layers=(upper, *image.layers))

    def _carry_out(self, instruction: Instruction, image: Image, root: Path) -> Image:
        match instruction.name:
            case "RUN":
                _run(instruction, image, root)
            case "COPY":
                self._copy(instruction, image, root)
            case "WORKDIR":
                workdir = str(Path(image.workdir) / instruction.rest)
                machine.place(root, workdir).mkdir(parents=True, exist_ok=True)
                return replace(image, workdir=workdir)
            case "ENV":
                pairs = dict(word.split("=", 1) for word in instruction.words())
                return replace(image, environment={**image.environment, **pairs})
            case "USER":
                return replace(image, user=instruction.rest)
            case "ENTRYPOINT":
                return replace(image, entrypoint=_list(instruction), command=())
            case "CMD":
                return replace(image, command=_list(instruction))
            case "HEALTHCHECK":
                return replace(image, healthcheck=_healthcheck(instruction))
        return image

    def _copy(self, instruction: Instruction, image: Image, root: Path) -> None:
        *sources, target = instruction.words()
        place = machine.place(root, str(Path(image.workdir) / target))
        into_folder = target.endswith("/") or len(sources) > 1 or place.is_dir()
        for source in sources:
            if stage := instruction.flags.get("from"):
                if stage not in self._roots:
                    raise Failure(f"Dockerfile: COPY --from={stage}: there is no such stage before it")
                origin = machine.place(self._roots[stage], source)
                if not origin.exists():
                    raise Failure(f"Dockerfile: COPY --from={stage}: there is no {source}")
                machine.copy(origin, place / origin.name if into_folder and origin.is_file() else place)
            else:
                self._copy_from_project(source, place, into_folder)

    def _copy_from_project(self, source: str, place: Path, into_folder: bool) -> None:
        wanted = Path(source)
        files = [file for file in self._context if Path(file) == wanted or wanted in Path(file).parents]
        if not files:
            raise Failure(f"Dockerfile: COPY {source}: there is none, or .dockerignore leaves it out")
        for file in files:
            if Path(file) == wanted:
                target = place / wanted.name if into_folder else place
            else:
                target = place / Path(file).relative_to(wanted)
            machine.copy(self._project / file, target)


def _run(instruction: Instruction, image: Image, root: Path) -> None:
    command = instruction.json_form() or ["/bin/sh", "-c", instruction.rest]
    arguments = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    arguments += [f"--root={root}", f"--wd={image.workdir}", "--", "setpriv", *machine.as_user(root, image.user)]
    done = subprocess.run(
        [*arguments, "--", *command],
        env={"HOME": "/root", **image.environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        output = (done.stdout + done.stderr)[-3000:].strip()
        raise Failure(f"Dockerfile: RUN ended with {done.returncode}:\n{instruction.rest}\n\n{output}")


def _list(instruction: Instruction) -> tuple[str, ...]:
    words = instruction.json_form()
    if words is None:
        raise Failure(f"Dockerfile: write {instruction.name} as a list, or a shell takes the signals")
    return tuple(words)


def _healthcheck(instruction: Instruction) -> Healthcheck | None:
    if instruction.rest == "NONE":
        return None
    keyword, _, rest = instruction.rest.partition(" ")
    if keyword != "CMD":
        raise Failure(f"Dockerfile: HEALTHCHECK {keyword}: CMD or NONE is expected")
    words = Instruction("HEALTHCHECK", {}, rest.strip()).json_form()
    times = {key.replace("-", "_"): seconds(value) for key, value in instruction.flags.items() if key != "retries"}
    return Healthcheck(
        test=("CMD", *words) if words else ("CMD-SHELL", rest.strip()),
        retries=int(instruction.flags.get("retries", 3)),
        **times,
    )
