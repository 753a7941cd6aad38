package io.reveil;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.kernel.Scrub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log event as one line of JSON, with every address and link token taken out of message and stack trace, whoever
 * wrote them: SQL exceptions, SMTP diagnostics, the framework (A58).
 */
public final class ScrubbedJson extends EncoderBase<ILoggingEvent> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("@timestamp", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", Scrub.text(event.getFormattedMessage()));
    event.getMDCPropertyMap().forEach((name, value) -> line.putIfAbsent(name, Scrub.text(value)));
    if (event.getThrowableProxy() != null) {
      line.put("stack_trace", Scrub.text(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    try {
      return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
