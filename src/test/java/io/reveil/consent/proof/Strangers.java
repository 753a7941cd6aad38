package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two programs that check proofs and share nothing with Réveil. */
final class Strangers {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private Strangers() {}

  record Ran(int code, String said) {}

  static Path file(Path directory, Map<String, Object> proof) throws IOException {
    Path file = Files.createTempFile(directory, "proof-", ".json");
    return Files.writeString(file, new ObjectMapper().writeValueAsString(proof));
  }

  static Ran java(Path proof, String... key) throws Exception {
    return run(JAVA.toString(), "src/verify/VerifyProof.java", proof, key);
  }

  static Ran python(Path proof, String... key) throws Exception {
    return run("python3", "src/verify/verify_proof.py", proof, key);
  }

  private static Ran run(String program, String file, Path proof, String... key) throws Exception {
    List<String> command = new ArrayList<>(List.of(program, file, proof.toString()));
    command.addAll(List.of(key));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Ran(process.waitFor(), said);
  }
}
