package io.reveil.delivery;

import io.reveil.contact.Contact;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same letter to everyone. */
public record TestLetters(String kind, boolean isTransactional, Measure measure)
    implements Letters {
  public TestLetters(String kind, boolean isTransactional) {
    this(kind, isTransactional, Measure.OFF);
  }

  /** The kinds of mail that there are in a test. */
  public static Kinds kinds(Letters... letters) {
    return new Kinds(List.of(letters));
  }

  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
    Letter letter = new Letter(
        Map.of("name", "Zoë"),
        Optional.empty(),
        EmailAddress.parse("bonjour@example.org").orElseThrow(),
        "Maison Lumen",
        Optional.empty(),
        isTransactional ? Optional.empty() : Optional.of(new Listed("Lettre", "n.example.org")),
        measure,
        List.of());
    return group.stream().collect(Collectors.toMap(Function.identity(), _ -> letter));
  }
}
