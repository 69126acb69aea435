package dev.tokenstorm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing hands out {@code this} before it is whole. Read from the source, as a reader would. */
class WholeObjectsTest {
  /** This list can only become shorter. */
  private static final Set<String> HANDED_OUT =
      Set.of(
          // It is asked what to do with what was parsed.
          "Program",
          // Each starts, or will start, a thread or a callback of its own.
          "DelayHeap",
          "FairRequestExecutor",
          "HiccupMeter",
          "PauseMeter",
          "ThreadPool",
          "TokenQueue",
          "UnhinderedProgress",
          "WindowPool",
          // The state machines of the null front end know each other.
          "Execution",
          "Listener");

  @Test
  void noConstructorHandsOutWhatItMakes() throws IOException {
    assertThat(handedOut(Path.of("src/main/java")))
        .as("classes whose constructors do; none may come to the list, and none stay needlessly")
        .isEqualTo(new TreeSet<>(HANDED_OUT));
  }

  private static Set<String> handedOut(Path root) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> found = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(root);
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = paths.filter(path -> path.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        new Escapes(found).scan(unit, null);
      }
    }
    return found;
  }

  /** Finds them by syntax: a class's own names are known, and nothing else has to be. */
  private static final class Escapes extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Set<String> found;
    private Set<String> instanceMethods = Set.of();
    private Set<String> innerClasses = Set.of();
    private boolean making;
    private boolean inLambda;

    Escapes(Set<String> found) {
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      Set<String> methodsOutside = instanceMethods;
      Set<String> classesOutside = innerClasses;
      boolean makingOutside = making;
      boolean lambdaOutside = inLambda;
      instanceMethods = new HashSet<>();
      innerClasses = new HashSet<>();
      making = false;
      inLambda = false;
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree method
            && !method.getModifiers().getFlags().contains(Modifier.STATIC)) {
          instanceMethods.add(method.getName().toString());
        }
        if (member instanceof ClassTree inner
            && inner.getKind() == Tree.Kind.CLASS
            && type.getKind() != Tree.Kind.INTERFACE
            && !inner.getModifiers().getFlags().contains(Modifier.STATIC)) {
          innerClasses.add(inner.getSimpleName().toString());
        }
      }
      super.visitClass(type, null);
      instanceMethods = methodsOutside;
      innerClasses = classesOutside;
      making = makingOutside;
      inLambda = lambdaOutside;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      making = method.getReturnType() == null;
      super.visitMethod(method, null);
      making = false;
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
      boolean outside = making;
      boolean field = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
      making = field ? !variable.getModifiers().getFlags().contains(Modifier.STATIC) : making;
      super.visitVariable(variable, null);
      making = outside;
      return null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree lambda, @Nullable Void unused) {
      boolean outside = inLambda;
      inLambda = true;
      super.visitLambdaExpression(lambda, null);
      inLambda = outside;
      return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
      if (making && name.getName().contentEquals("this")) {
        Tree parent = getCurrentPath().getParentPath().getLeaf();
        boolean ownConstructor =
            parent instanceof MethodInvocationTree call && call.getMethodSelect() == name;
        if (inLambda || !(parent instanceof MemberSelectTree || ownConstructor)) {
          report();
        }
      }
      return super.visitIdentifier(name, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      if (making
          && inLambda
          && call.getMethodSelect() instanceof IdentifierTree name
          && instanceMethods.contains(name.getName().toString())) {
        report();
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
      if (making && innerClasses.contains(made.getIdentifier().toString())) {
        report();
      }
      return super.visitNewClass(made, null);
    }

    private void report() {
      for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof ClassTree type && !type.getSimpleName().isEmpty()) {
          found.add(type.getSimpleName().toString());
          return;
        }
      }
    }
  }
}
