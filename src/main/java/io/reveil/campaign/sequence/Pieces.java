package io.reveil.campaign.sequence;

import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Asks for many contacts of one campaign a hundred at a time, and says each hundred's range beside its IN list: on the
 * second column of a key H2 reads the whole campaign for an IN list alone, and compares each row read with each
 * contact.
 */
final class Pieces {
  private static final int SIZE = 100;

  private Pieces() {}

  /**
   * What was found for all the pieces, in contact order.
   *
   * @param ask gets the marks of the IN list and the values: the campaign, the least and the greatest contact, all of
   *     them
   */
  static <T> List<T> ask(
      long campaignId, Collection<ContactId> contacts, BiFunction<String, Object[], List<T>> ask) {
    return contacts.stream()
        .map(ContactId::value)
        .sorted()
        .gather(Gatherers.windowFixed(SIZE))
        .flatMap(
            piece -> ask.apply(Database.marks(piece.size()), values(campaignId, piece)).stream())
        .toList();
  }

  private static Object[] values(long campaignId, List<Long> piece) {
    return Stream.concat(Stream.of(campaignId, piece.getFirst(), piece.getLast()), piece.stream())
        .toArray();
  }
}
