package io.reveil.consent.ledger;

import java.util.SortedMap;

/** An event of the ledger as it stands: its canonical text, and the values behind its commitments. */
public record RecordedEvent(long eventId, String canonical, SortedMap<String, String> opened) {}
