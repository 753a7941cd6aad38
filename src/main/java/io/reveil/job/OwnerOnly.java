package io.reveil.job;

import io.reveil.kernel.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files of which other users of the machine see nothing, whatever the umask (A55). */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> ALL_TO_THE_OWNER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Makes a folder, or closes the one that is there. A file system without permissions is left as it is. */
  public static void folder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ALL_TO_THE_OWNER));
    }
    if (!ALL_TO_THE_OWNER.containsAll(Files.getPosixFilePermissions(folder))) {
      close(folder);
    }
  }

  /** Whether others than its owner may do anything with a file. A file system without permissions does not know. */
  public static boolean isOpen(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !ALL_TO_THE_OWNER.containsAll(Files.getPosixFilePermissions(file));
  }

  private static void close(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, ALL_TO_THE_OWNER);
    } catch (IOException _) {
      throw new Fault(
          Fault.Kind.REFUSED,
          "FOLDER_OPEN",
          "Others may enter " + folder
              + ", and it is not ours to close: let its owner be the user that runs"
              + " Réveil, and run chmod 700 on it.");
    }
  }
}
