package io.reveil.web.client;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that is there and can be read; anything else is wrong usage. */
public final class ReadableFile implements ITypeConverter<Path> {
  ReadableFile() {}

  @Override
  public Path convert(String text) {
    try {
      Path file = Path.of(text);
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException _) {
      // No file can be called so.
    }
    throw new TypeConversionException("there is no file that can be read at " + text);
  }
}
