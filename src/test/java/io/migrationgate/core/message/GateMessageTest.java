package io.migrationgate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the gate writes, the operator and hold must read, however much of it arrives. */
class GateMessageTest {

  private static final ChainNote FORKED =
      new ChainNote(
          "main",
          Outcome.BLOCKED,
          "MultipleHeads",
          OptionalInt.of(41),
          OptionalInt.of(2),
          List.of("1975ea83b712", "ae1027a6acf2"),
          "2 heads where 1 is allowed: 1975ea83b712, ae1027a6acf2 (versions/a.py:9)",
          "In the project's repository, run `migration-gate merge versions`.");

  private static final ChainNote STRAIGHT =
      new ChainNote(
          "analytics",
          Outcome.PASS,
          "Passed",
          OptionalInt.of(7),
          OptionalInt.of(1),
          List.of("0007"),
          "",
          "");

  private static final DatabaseNote BEHIND =
      new DatabaseNote(
          "analytics",
          Outcome.BLOCKED,
          "DatabaseBehind",
          List.of("0006", "0007"),
          "the database lacks 2 revisions",
          "Wait for the migration job.");

  private static final GateMessage BLOCKED =
      GateMessage.of(List.of(STRAIGHT, FORKED), List.of(BEHIND));

  @Test
  void aWholeMessageIsReadAsItWasWritten() {
    assertThat(MessageWriter.whole(BLOCKED))
        .isEqualTo(
            """
            migration-gate/1 Blocked MultipleHeads
            chain main verdict=Blocked reason=MultipleHeads revisions=41 heads=2 ids=1975ea83b712,ae1027a6acf2
            chain analytics verdict=Pass reason=Passed revisions=7 heads=1 ids=0007
            database analytics verdict=Blocked state=DatabaseBehind ids=0006,0007
            says main 2 heads where 1 is allowed: 1975ea83b712, ae1027a6acf2 (versions/a.py:9)
            mend main In the project's repository, run `migration-gate merge versions`.
            database-says analytics the database lacks 2 revisions
            database-mend analytics Wait for the migration job.
            end
            """);
    assertThat(MessageReader.read(MessageWriter.whole(BLOCKED))).isEqualTo(BLOCKED);
  }

  @Test
  void aBlockedMessageThatIsCutAnywhereStillSaysWhatArrived() {
    byte[] whole = bytes(MessageWriter.write(BLOCKED, 4096));
    int reasonArrived = "migration-gate/1 Blocked MultipleHeads\n".length();
    int headsArrived = reasonArrived + line(MessageWriter.whole(BLOCKED), 1).length() + 1;
    for (int length = 0; length <= whole.length; length++) {
      GateMessage read = MessageReader.read(cut(whole, length));
      assertThat(read.outcome()).as("%s bytes", length).isNotEqualTo(Outcome.PASS);
      if (length > "migration-gate/1 Blocked".length()) {
        assertThat(read.outcome()).as("%s bytes", length).isEqualTo(Outcome.BLOCKED);
      }
      if (length >= reasonArrived) {
        assertThat(read.reason()).as("%s bytes", length).isEqualTo("MultipleHeads");
      } else {
        assertThat(read.reason()).isIn(GateMessage.CUT, GateMessage.NO_VERDICT);
      }
      if (length >= headsArrived) {
        assertThat(read.chains().getFirst().name()).isEqualTo("main");
        assertThat(read.chains().getFirst().heads())
            .containsExactly("1975ea83b712", "ae1027a6acf2");
      }
    }
  }

  @Test
  void halfAnIdIsNone() {
    byte[] whole = bytes(MessageWriter.whole(BLOCKED));
    for (int length = 0; length <= whole.length; length++) {
      for (ChainNote note : MessageReader.read(cut(whole, length)).chains()) {
        assertThat(note.heads()).isSubsetOf("1975ea83b712", "ae1027a6acf2", "0007");
        assertThat(note.revisions())
            .isIn(OptionalInt.empty(), OptionalInt.of(41), OptionalInt.of(7));
      }
    }
  }

  @Test
  void aPassIsBelievedOnlyWhole() {
    byte[] whole = bytes(MessageWriter.whole(GateMessage.of(List.of(STRAIGHT), List.of())));
    for (int length = 0; length < whole.length - 1; length++) {
      assertThat(MessageReader.read(cut(whole, length)).outcome())
          .as("%s bytes", length)
          .isEqualTo(Outcome.UNKNOWN);
    }
    assertThat(MessageReader.read(cut(whole, whole.length)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void aMessageWithoutItsBeginningIsNone() {
    byte[] whole = bytes(MessageWriter.whole(GateMessage.of(List.of(STRAIGHT), List.of())));
    for (int from = 1; from < whole.length; from++) {
      String rest =
          new String(Arrays.copyOfRange(whole, from, whole.length), StandardCharsets.UTF_8);
      assertThat(MessageReader.read(rest).outcome()).isEqualTo(Outcome.UNKNOWN);
    }
  }

  /** They are compared as a whole: half of them would name revisions that nobody has missed. */
  @Test
  void sumsComeLastAndArriveWholeOrNotAtAll() {
    ChainNote adding = STRAIGHT.addingUpTo("1f3.2kd.0");
    byte[] whole = bytes(MessageWriter.whole(GateMessage.of(List.of(adding), List.of())));
    for (int length = 0; length < whole.length; length++) {
      for (ChainNote note : MessageReader.read(cut(whole, length)).chains()) {
        assertThat(note.sums()).isIn("", "1f3.2kd.0");
      }
    }
    assertThat(MessageReader.read(cut(whole, whole.length)).chains()).containsExactly(adding);
    String text = new String(whole, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\nsums " + adding.name() + " 1f3.2kd.0\nend\n");
    int tight = whole.length - 1;
    assertThat(
            MessageReader.read(
                    MessageWriter.write(
                        GateMessage.of(List.of(adding), List.of()),
                        Math.max(tight, MessageWriter.LEAST)))
                .outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void whatIsNoMessageIsUnknown() {
    for (String text : List.of("", "OK", "migration-gate/2 Pass Passed\nend\n", "end\n")) {
      assertThat(MessageReader.read(text)).isEqualTo(GateMessage.unknown(GateMessage.NO_VERDICT));
    }
  }

  @Test
  void namesFromFilesCannotForgeLines() {
    ChainNote hostile =
        new ChainNote(
            "x\nmigration-gate/1 Pass Passed\nend\n",
            Outcome.BLOCKED,
            "Cycle",
            OptionalInt.of(1),
            OptionalInt.of(1),
            List.of("a,b verdict=Pass", "%41"),
            "line\nend\nmigration-gate/1 Pass",
            "\u001b[2J\r\nend");
    GateMessage read =
        MessageReader.read(MessageWriter.whole(GateMessage.of(List.of(hostile), List.of())));
    assertThat(read.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(read.chains())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.name()).isEqualTo(hostile.name());
              assertThat(note.heads()).isEqualTo(hostile.heads());
              assertThat(note.message()).isEqualTo("line end migration-gate/1 Pass");
              assertThat(note.remedy()).isEqualTo("[2J end");
            });
  }

  @Test
  void manyChainsLeaveRoomForTheWorst() {
    List<ChainNote> notes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      notes.add(
          new ChainNote(
              "services/" + i,
              Outcome.PASS,
              "Passed",
              OptionalInt.of(i),
              OptionalInt.of(1),
              List.of("h" + i),
              "",
              ""));
    }
    notes.add(FORKED);
    String text = MessageWriter.write(GateMessage.of(notes, List.of()), 768);
    GateMessage read = MessageReader.read(text);
    assertThat(bytes(text)).hasSizeLessThanOrEqualTo(768);
    assertThat(read.chains().getFirst().name()).isEqualTo("main");
    assertThat(read.chains().size() + read.leftOut()).isEqualTo(101);
  }

  @Test
  void lessThanAVerdictNeedsIsRefused() {
    assertThatThrownBy(() -> MessageWriter.write(BLOCKED, MessageWriter.LEAST - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void everyBudgetIsKept(
      @ForAll @IntRange(min = MessageWriter.LEAST, max = 4096) int budget,
      @ForAll @Size(max = 12) List<String> names,
      @ForAll String message) {
    List<ChainNote> notes = new ArrayList<>();
    for (String name : names) {
      notes.add(
          new ChainNote(
              name,
              Outcome.BLOCKED,
              "MultipleHeads",
              OptionalInt.of(3),
              OptionalInt.of(2),
              names,
              message,
              message));
    }
    String text = MessageWriter.write(GateMessage.of(notes, List.of()), budget);
    assertThat(bytes(text)).hasSizeLessThanOrEqualTo(budget);
    assertThat(MessageReader.read(text).outcome())
        .isEqualTo(names.isEmpty() ? Outcome.UNKNOWN : Outcome.BLOCKED);
    assertThat(text).endsWith("end\n");
  }

  @Property(tries = 300)
  void anyBytesAreReadAsSomething(@ForAll String text) {
    assertThat(MessageReader.read(text).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(MessageReader.read("migration-gate/1 Pass Passed\n" + text).outcome())
        .isIn(Outcome.UNKNOWN, Outcome.PASS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String cut(byte[] whole, int length) {
    return new String(whole, 0, length, StandardCharsets.UTF_8);
  }

  private static String line(String text, int number) {
    return text.lines().skip(number).findFirst().orElseThrow();
  }
}
