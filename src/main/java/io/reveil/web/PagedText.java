package io.reveil.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Text that is fetched page by page as it is read, so that a list of any length takes the same memory.
 *
 * @param <T> what a page is a list of
 */
@SuppressWarnings("JdkObsolete") // a SequenceInputStream takes nothing but an Enumeration
public final class PagedText<T> implements Enumeration<InputStream> {
  private final Function<Optional<T>, List<T>> pageAfter;
  private final Function<List<T>, String> written;
  private Optional<String> next;
  private Optional<T> last = Optional.empty();

  private PagedText(
      String head, Function<Optional<T>, List<T>> pageAfter, Function<List<T>, String> written) {
    this.next = Optional.of(head);
    this.pageAfter = pageAfter;
    this.written = written;
  }

  /**
   * @param pageAfter the page after an item, or the first; an empty one is the end
   * @param written a page as text, in UTF-8 on the way out
   */
  public static <T> InputStream of(
      String head, Function<Optional<T>, List<T>> pageAfter, Function<List<T>, String> written) {
    return new SequenceInputStream(new PagedText<>(head, pageAfter, written));
  }

  @Override
  public boolean hasMoreElements() {
    return next.isPresent();
  }

  @Override
  public InputStream nextElement() {
    InputStream page =
        new ByteArrayInputStream(next.orElseThrow().getBytes(StandardCharsets.UTF_8));
    List<T> found = pageAfter.apply(last);
    next = Optional.of(found).filter(items -> !items.isEmpty()).map(written);
    last = found.isEmpty() ? last : Optional.of(found.getLast());
    return page;
  }
}
