package io.reveil.bounce.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All in a mail that may name a message of ours; none of it is believed before its tag is checked.
 *
 * @param returnPaths tokens of the envelope senders it was returned to, as in {@code b.TOKEN@} (B22)
 * @param messageIds what stands before the @ of Message-IDs
 * @param links tokens of unsubscribe, stay and preference links
 */
public record Traces(List<String> returnPaths, List<String> messageIds, List<String> links) {
  private static final int MOST = 50;
  private static final int LONGEST = 1 << 20;
  private static final Pattern RETURN_PATH =
      Pattern.compile("(?<![A-Za-z0-9])b\\.([a-z2-7]{53})(?=[@=])", Pattern.CASE_INSENSITIVE);
  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?<![A-Za-z0-9.])([a-z2-7]{53})@", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINK =
      Pattern.compile("/[usp]/([A-Za-z0-9_-]{20,60}\\.[A-Za-z0-9_-]{20,30})");

  static Traces of(Incoming mail) {
    return in(Stream.concat(
        mail.headers().values().stream().flatMap(List::stream),
        mail.leaves().stream().map(Leaf::text)));
  }

  /** Whether it looks as if it spoke of a mail of ours at all. */
  public boolean claimAny() {
    return !(returnPaths.isEmpty() && messageIds.isEmpty() && links.isEmpty());
  }

  /** In texts that somebody wrote of a mail. */
  public static Traces in(Stream<String> texts) {
    Set<String> returnPaths = new LinkedHashSet<>();
    Set<String> messageIds = new LinkedHashSet<>();
    Set<String> links = new LinkedHashSet<>();
    texts.forEach(text -> {
      String whole = text.substring(0, Math.min(text.length(), LONGEST));
      find(RETURN_PATH, whole, returnPaths);
      find(MESSAGE_ID, whole, messageIds);
      find(LINK, unbroken(whole), links);
    });
    return new Traces(List.copyOf(returnPaths), List.copyOf(messageIds), List.copyOf(links));
  }

  /** A copy quoted as it left has lines that end in the middle of a link (RFC 2045). */
  private static String unbroken(String text) {
    return text.replace("=\r\n", "").replace("=\n", "").replace("=2E", ".");
  }

  private static void find(Pattern pattern, String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (found.size() < MOST && matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
