package io.reveil.consent.verify;

import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verification that this node runs or ran last; a second one would only slow the first. */
@Singleton
class Verifications {
  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

  private final LedgerVerifier verifier;
  private final Ids ids;
  private Optional<Run> latest = Optional.empty();

  Verifications(LedgerVerifier verifier, Ids ids) {
    this.verifier = verifier;
    this.ids = ids;
  }

  /** Starts one, or joins the one under way. */
  synchronized Map<String, Object> start() {
    if (latest.filter(Run::isUnderWay).isEmpty()) {
      Run run = new Run(ids.next());
      latest = Optional.of(run);
      Thread.ofVirtual().name("ledger-verification").start(run);
    }
    return latest.orElseThrow().shown();
  }

  synchronized Map<String, Object> find(long id) {
    return latest
        .filter(run -> run.id == id)
        .map(Run::shown)
        .orElseThrow(
            () -> Fault.absent(
                "NO_SUCH_VERIFICATION",
                "This server does not know this verification: it was started again since, or another ran. Ask anew."));
  }

  private enum State {
    RUNNING,
    DONE,
    FAILED
  }

  private final class Run implements Runnable {
    private final long id;
    private final Tally tally = new Tally();
    private volatile State state = State.RUNNING;
    private volatile Optional<Fault> refusal = Optional.empty();

    Run(long id) {
      this.id = id;
    }

    boolean isUnderWay() {
      return state == State.RUNNING;
    }

    @Override
    public void run() {
      try {
        verifier.run(tally);
        state = State.DONE;
      } catch (Fault refused) {
        refusal = Optional.of(refused);
        state = State.FAILED;
      } catch (RuntimeException e) {
        LOG.error("verification {} of the ledger could not be finished", id, e);
        state = State.FAILED;
      }
    }

    /** @throws Fault if this node cannot judge the ledger */
    Map<String, Object> shown() {
      State now = state;
      refusal.ifPresent(refused -> {
        throw refused;
      });
      Verdict found = tally.verdict();
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", String.valueOf(id));
      shown.put("state", now.name());
      shown.put("events", found.events());
      shown.put("blocks", found.blocks());
      shown.put("witnessedFrom", found.witnessedFrom());
      shown.put("unsealed", found.unsealed());
      shown.put("erased", found.erased());
      shown.put("erasedPeople", found.erasedPeople());
      shown.put("faultCount", found.faultCount());
      if (now != State.RUNNING) {
        shown.put("faults", found.faults());
      }
      return shown;
    }
  }
}
