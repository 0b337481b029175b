package io.migrationgate.core.reader.alembic.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class at the top level of a module, with those of its attributes that were asked for.
 *
 * @param bases what stands between its brackets, as it is written
 * @param touched whether code outside the class mentions it, and may have changed it
 */
public record PythonClass(
    String name, String bases, int line, Map<String, Attribute> attributes, boolean touched) {

  /**
   * An attribute that the body assigns.
   *
   * @param value the value as a whole
   * @param elements each element by itself, where the value is written as a list: one that cannot
   *     be worked out need not spoil the others
   */
  public record Attribute(Value value, Optional<List<Element>> elements, int line) {}

  /**
   * One element of a list.
   *
   * @param written its source, which tells what is called where the value is not known
   */
  public record Element(Value value, String written, int line) {}

  public PythonClass {
    attributes = Map.copyOf(attributes);
  }

  public Optional<Attribute> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /**
   * The classes of a module in the order of its text.
   *
   * @param attributes the names that are asked for
   * @throws PythonSyntaxException if the text is not Python
   */
  public static List<PythonClass> in(byte[] source, PythonModule module, Set<String> attributes)
      throws PythonSyntaxException {
    return new ClassReader(SourceBytes.toUtf8(source), module, attributes).read();
  }
}
