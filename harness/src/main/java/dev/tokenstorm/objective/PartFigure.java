package dev.tokenstorm.objective;

/** A figure of one part of a run. */
public record PartFigure(RunPart part, Figure figure) {

  /**
   * The figure's name, after its part's if that is not the one meant by default. No fault is meant
   * by default.
   */
  public String name() {
    boolean meant = part.equals(figure.parts().get(0)) && part.faultNumber().isEmpty();
    return meant ? figure.name() : part.key() + ":" + figure.name();
  }
}
