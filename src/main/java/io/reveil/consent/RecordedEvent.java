package io.reveil.consent;

import java.util.SortedMap;

/** An event of the ledger as it stands: its canonical text, and the values behind its commitments. */
record RecordedEvent(long eventId, String canonical, SortedMap<String, String> opened) {}
