package io.reveil.consent.verify;

import io.reveil.consent.history.Faults;
import io.reveil.consent.seal.SealedBlock;
import io.reveil.consent.seal.Witness;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The witness line by line beside the blocks: whoever cut or replaced either is seen in the other (E8). */
@Singleton
class WitnessCheck {
  private final Witness witness;

  WitnessCheck(Witness witness) {
    this.witness = witness;
  }

  /** What the database remembers is read before the file, which is written before it. */
  Reading begin(Tally faults) {
    Optional<Integer> remembered = witness.remembered();
    Optional<Witness.Lines> lines = Optional.empty();
    boolean lost = false;
    try {
      lines = witness.lines();
      lost = lines.isEmpty();
    } catch (Witness.Contradicts e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    lines.ifPresent(read -> faults.witnessedFrom(read.first()));
    if (lines.isPresent() && remembered.isEmpty()) {
      faults.add("The witness " + witness.file()
          + " belongs to another installation: put the file of this one back.");
    }
    return new Reading(remembered, lines, lost, faults);
  }

  /** One reading of the file. Of lines that are missing or other in a row one fault is told. */
  final class Reading implements AutoCloseable {
    private final Optional<Integer> remembered;
    private final Optional<Witness.Lines> lines;
    private final boolean lost;
    private final Faults faults;
    /** Known to the database by its name, or by a line that fits word for word. */
    private boolean ours;

    private Optional<String> ahead = Optional.empty();
    private int reached;
    /** The block of the line that is ahead: that those before it are missing was told. */
    private int resumes;

    private boolean differs;

    private Reading(
        Optional<Integer> remembered, Optional<Witness.Lines> lines, boolean lost, Faults faults) {
      this.remembered = remembered;
      this.lines = lines;
      this.lost = lost;
      this.faults = faults;
      this.ours = remembered.isPresent();
    }

    /** @param closed whether the block is one of ours; if not, that was told, and no line can fit it */
    void compare(SealedBlock block, boolean closed) {
      if (lines.isEmpty() || block.number() < lines.get().first()) {
        return;
      }
      reached = reached == 0 ? lines.get().first() - 1 : reached;
      Optional<String> line = lineOf(block.number());
      if (line.filter(block.line()::equals).isPresent()) {
        ours = true;
        differs = false;
      } else if (line.isPresent() && closed) {
        if (ours && !differs) {
          faults.add("Block " + block.number() + " is not the one that the witness "
              + witness.file()
              + " saw: the ledger was replaced from there on, or the witness changed.");
        }
        differs = true;
      }
    }

    /** Lines of blocks that are gone are passed over; what stands where the line should be is told once. */
    private Optional<String> lineOf(int block) {
      boolean told = block < resumes;
      for (Optional<String> line = next(); line.isPresent(); line = next()) {
        int number = Witness.number(line.get());
        if (number == block) {
          reached = block;
          return line;
        }
        if (!told && (number <= reached || number > block)) {
          tellLacking(block, number);
          told = true;
        }
        if (number > block) {
          resumes = number;
          ahead = line;
          return Optional.empty();
        }
        reached = Math.max(reached, number);
      }
      return Optional.empty();
    }

    private void tellLacking(int block, int number) {
      faults.add("The witness " + witness.file() + " lacks block " + block + ", where it says "
          + (number == 0 ? "something else" : "block " + number)
          + ": lines were cut out of it; put the file back from its backup.");
    }

    /**
     * Blocks of the last minutes may not be in the file yet; but what it once held must be.
     *
     * @param newest the newest block, which may have been closed while we read
     */
    void end(int last, IntSupplier newest) {
      if (lost && last > 0) {
        faults.add("There is no witness at " + witness.file() + ", though the ledger has " + last
            + " blocks: put the file back; without one, a new one begins at the newest block.");
      }
      Optional<String> line = next();
      if (line.isEmpty() && reached < remembered.orElse(0) && reached < last) {
        faults.add("The witness " + witness.file() + " ends at block " + reached
            + ", but was written to block " + remembered.orElseThrow()
            + ": its end was cut; put the file back from its backup.");
      }
      int end = newest.getAsInt();
      while (line.filter(one -> Witness.number(one) <= end).isPresent()) {
        line = next();
      }
      line.filter(_ -> ours || last == 0)
          .ifPresent(one -> faults.add("The ledger ends at block " + last + ", but the witness "
              + witness.file() + " saw block " + Witness.number(one)
              + ": the last blocks were cut, or an older backup was restored."));
    }

    private Optional<String> next() {
      Optional<String> next = ahead.isPresent() ? ahead : lines.flatMap(Witness.Lines::next);
      ahead = Optional.empty();
      return next;
    }

    @Override
    public void close() {
      lines.ifPresent(Witness.Lines::close);
    }
  }
}
