package io.reveil.link;

/** What a link or an image that measures stands for. Which of these it is was decided when its mail was written (A38). */
public sealed interface HitLink {
  /** What is fetched, each by keys of its own: no token of one is good for the other (D3). */
  enum Use {
    /** Follow a content link: {@code /l/TOKEN}. */
    CLICK(5, "l"),
    /** Show the image: {@code /o/TOKEN}. */
    OPEN(6, "o");

    private final int code;
    private final String path;

    Use(int code, String path) {
      this.code = code;
      this.path = path;
    }

    int code() {
      return code;
    }

    public String path() {
      return path;
    }
  }

  /** The link of a template version; 0 for an image. */
  long link();

  /** Of one mail to one person. */
  record OfPerson(SentMail mail, long link) implements HitLink {}

  /** Of one mail to one person, of whom no more than the day may be kept (A32). */
  record DayOfPerson(SentMail mail) implements HitLink {
    @Override
    public long link() {
      return 0;
    }
  }

  /** Of all mails of a wave alike: it names nobody. */
  record OfWave(long wave, long link) implements HitLink {}
}
