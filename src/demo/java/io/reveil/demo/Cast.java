package io.reveil.demo;

import io.reveil.demo.world.Api;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.ChildServer;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the story is played with: everybody, a mailbox, a server on an empty home, and the journal of it all. */
final class Cast implements AutoCloseable {
  private final Mailbox mailbox;
  private final ChildServer server;
  private final Journal journal;
  private final Story story;

  private Cast(Mailbox mailbox, ChildServer server, Journal journal, Story story) {
    this.mailbox = mailbox;
    this.server = server;
    this.journal = journal;
    this.story = story;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param classPath where the server's classes lie
   * @param listener is told what happens as it happens
   */
  static Cast gather(Base base, Path home, String classPath, Consumer<String> listener) {
    Mailbox mailbox = new Mailbox();
    try {
      ChildServer server = ChildServer.start(home, mailbox.port(), classPath, Base.START);
      Journal journal = new Journal(listener);
      return new Cast(
          mailbox, server, journal, new Story(server, new Api(server), mailbox, base, journal));
    } catch (RuntimeException failure) {
      mailbox.close();
      throw failure;
    }
  }

  Mailbox mailbox() {
    return mailbox;
  }

  ChildServer server() {
    return server;
  }

  Journal journal() {
    return journal;
  }

  Story story() {
    return story;
  }

  @Override
  public void close() {
    server.close();
    mailbox.close();
  }
}
