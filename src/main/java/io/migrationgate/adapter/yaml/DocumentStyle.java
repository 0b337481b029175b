package io.migrationgate.adapter.yaml;

import org.jspecify.annotations.Nullable;

/** How somebody indents, seen from what is there. */
final class DocumentStyle {

  private static final int USUAL_STEP = 2;

  private final String text;
  private @Nullable Integer step;
  private @Nullable Integer sequenceStep;

  private DocumentStyle(String text) {
    this.text = text;
  }

  static BlockText of(String text, YamlNode root) {
    DocumentStyle style = new DocumentStyle(text);
    style.look(root);
    return new BlockText(
        style.step == null ? USUAL_STEP : style.step,
        style.sequenceStep == null ? 0 : style.sequenceStep,
        text.contains("\r\n") ? "\r\n" : "\n");
  }

  private void look(YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        if (!mapping.flow()) {
          mapping.entries().forEach(this::look);
        }
      }
      case YamlNode.Sequence sequence -> {
        if (!sequence.flow()) {
          sequence.items().forEach(this::look);
        }
      }
      case YamlNode.Scalar scalar -> {}
      case YamlNode.Alias alias -> {}
    }
  }

  private void look(YamlNode.Entry entry) {
    if (text.substring(entry.key().end(), entry.value().start()).contains("\n")) {
      int further = column(text, entry.value().start()) - column(text, entry.start());
      switch (entry.value()) {
        case YamlNode.Mapping mapping -> {
          if (step == null && !mapping.flow() && further > 0) {
            step = further;
          }
        }
        case YamlNode.Sequence sequence -> {
          if (sequenceStep == null && !sequence.flow() && further >= 0) {
            sequenceStep = further;
          }
        }
        case YamlNode.Scalar scalar -> {}
        case YamlNode.Alias alias -> {}
      }
    }
    look(entry.value());
  }

  static int column(String text, int place) {
    return place - (text.lastIndexOf('\n', place - 1) + 1);
  }
}
