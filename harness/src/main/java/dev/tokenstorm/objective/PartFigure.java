package dev.tokenstorm.objective;

/** A figure of one part of a run. */
public record PartFigure(RunPart part, Figure figure) {

  /** The figure's name, after its part's if that is not the one meant by default. */
  public String name() {
    return part.equals(figure.parts().get(0)) ? figure.name() : part.key() + ":" + figure.name();
  }
}
