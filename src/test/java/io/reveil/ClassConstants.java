package io.reveil;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Every text in the compiled code: the values of annotations, the string constants, and the fixed
 * parts of concatenations, where \1 stands for what is filled in.
 *
 * @param capability the package that the text stands in, without {@code io.reveil}
 */
record ClassConstants(String capability, String type, String text) {
  private static final Path CLASSES = Path.of("target/classes/io/reveil");
  private static final List<ClassConstants> ALL = read();

  static Stream<ClassConstants> all() {
    return ALL.stream();
  }

  private static List<ClassConstants> read() {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(ClassConstants::of)
          .collect(toUnmodifiableList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<ClassConstants> of(Path file) {
    Path inside = CLASSES.relativize(file);
    String capability = inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
    String type = inside.getFileName().toString().replace(".class", "");
    try {
      ClassModel parsed = ClassFile.of().parse(Files.readAllBytes(file));
      return StreamSupport.stream(parsed.constantPool().spliterator(), false)
          .filter(Utf8Entry.class::isInstance)
          .map((PoolEntry entry) -> ((Utf8Entry) entry).stringValue())
          .map(text -> new ClassConstants(capability, type, text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
