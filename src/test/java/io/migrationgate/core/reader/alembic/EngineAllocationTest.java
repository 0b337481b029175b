package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What reading a file costs, counted instead of timed: bytes allocated are the same on every
 * machine. Function bodies are most of a file and nobody asks about them, so they must cost none.
 */
class EngineAllocationTest {

  private static final int REPETITIONS = 200;

  private static final String HEADER =
      """
      from alembic import op
      import sqlalchemy as sa

      revision: str = "0002"
      down_revision = "0001"
      branch_labels = None
      depends_on = None

      """;

  private static final String STEP =
      "    op.add_column('player', sa.Column('name', sa.String(length=255), nullable=True))\n";

  @Test
  void aRevisionCostsAFewKilobytes() {
    assertThat(allocated(revision(1))).isLessThan(16 << 10);
  }

  @Test
  void theBodyOfAFunctionCostsNothing() {
    long small = allocated(revision(1));
    long large = allocated(revision(1_000));

    assertThat(large - small).isLessThan(1 << 10);
  }

  private static byte[] revision(int steps) {
    return (HEADER + "def upgrade() -> None:\n" + STEP.repeat(steps))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes for one reading, beside the source itself. */
  private static long allocated(byte[] source) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RevisionFileReader.read("0002.py", source);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REPETITIONS; i++) {
      RevisionFileReader.read("0002.py", source);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / REPETITIONS;
  }
}
