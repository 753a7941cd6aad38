package io.reveil.consent.verify;

import io.reveil.consent.history.Broken;
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
  Reading begin() {
    Optional<Integer> remembered = witness.remembered();
    try {
      return new Reading(remembered, witness.lines());
    } catch (Witness.Contradicts e) {
      throw Broken.witness(String.valueOf(e.getMessage()));
    }
  }

  /** One reading of the file. */
  final class Reading implements AutoCloseable {
    private final Optional<Integer> remembered;
    private final Optional<Witness.Lines> lines;
    private int reached;

    private Reading(Optional<Integer> remembered, Optional<Witness.Lines> lines) {
      this.remembered = remembered;
      this.lines = lines;
    }

    void compare(SealedBlock block) {
      if (lines.isPresent() && block.number() >= lines.get().first() && reached == 0) {
        reached = lines.get().first() - 1;
      }
      if (lines.isPresent() && reached == block.number() - 1) {
        lines.get().next().ifPresent(line -> {
          refuseIfOther(line, block);
          reached = block.number();
        });
      }
    }

    private void refuseIfOther(String line, SealedBlock block) {
      if (remembered.isEmpty()) {
        throw Broken.witness("The witness " + witness.file()
            + " belongs to another installation: put the file of this one back.");
      }
      if (line.equals(block.line())) {
        return;
      }
      int number = Witness.number(line);
      throw number == block.number()
          ? Broken.database("Block " + number + " is not the one that the witness " + witness.file()
              + " saw: the ledger was replaced from there on, or the witness changed.")
          : Broken.witness("The witness " + witness.file() + " lacks block " + block.number()
              + ", where it says " + (number == 0 ? "something else" : "block " + number)
              + ": lines were cut out of it; put the file back from its backup.");
    }

    /**
     * Blocks of the last minutes may not be in the file yet; but what it once held must be.
     *
     * @param newest the newest block, which may have been closed while we read
     */
    void end(int last, IntSupplier newest) {
      if (lines.isEmpty()) {
        if (last > 0) {
          throw Broken.witness(
              "There is no witness at " + witness.file() + ", though the ledger has " + last
                  + " blocks: put the file back; without one, a new one begins at the next block.");
        }
        return;
      }
      Optional<String> more = lines.get().next();
      if (more.isPresent() && Witness.number(more.get()) > newest.getAsInt()) {
        throw Broken.database("The ledger ends at block " + last + ", but the witness "
            + witness.file() + " saw block " + Witness.number(more.get())
            + ": the last blocks were cut, or an older backup was restored.");
      }
      if (remembered.isEmpty()) {
        throw Broken.witness("The witness " + witness.file()
            + " belongs to another installation: put the file of this one back.");
      }
      if (reached < remembered.get() && reached < last) {
        throw Broken.witness("The witness " + witness.file() + " ends at block " + reached
            + ", but was written to block " + remembered.get()
            + ": its end was cut; put the file back from its backup.");
      }
    }

    @Override
    public void close() {
      lines.ifPresent(Witness.Lines::close);
    }
  }
}
