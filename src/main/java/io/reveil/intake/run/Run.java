package io.reveil.intake.run;

import io.reveil.kernel.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One upload and what became of its rows so far.
 *
 * @param rowsDone the mark: so many rows are dealt with for good
 * @param consentsNotTaken how many consents of these rows the ledger refused: who left or said no stays so (E1)
 * @param sourcesNotTaken how many of these rows declare another source than the one that is recorded, which stays (A17)
 * @param header the first line of the file, as CSV
 * @param droppedColumns the columns that nobody declared (A4)
 * @param origin where the list comes from: of contacts the source type of rows without their own, of suppressions its label
 * @param startedAt when it was uploaded: what is the future to its rows does not change by resuming
 */
public record Run(
    long id,
    Kind kind,
    RunState state,
    String fileName,
    long bytesTotal,
    long bytesDone,
    long rowsDone,
    Tally tally,
    long consentsNotTaken,
    long sourcesNotTaken,
    String header,
    List<String> droppedColumns,
    Optional<String> failure,
    Instant startedAt,
    long millis,
    Optional<String> origin,
    Actor.Operator sentBy) {}
