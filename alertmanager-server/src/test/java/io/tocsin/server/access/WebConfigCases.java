package io.tocsin.server.access;

import io.tocsin.core.tls.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The web configurations of {@code golden/web-config}, and what is recorded of them. */
final class WebConfigCases {
    static final Path FOLDER = Path.of("src/test/resources/golden");
    static final String RECORDING = "web-config-0.33.1";

    private static final String MARK = "=== ";

    private WebConfigCases() {}

    /** Configurations by name. */
    static Map<String, String> configurations() {
        return blocks(FOLDER.resolve("web-config/cases.txt"));
    }

    /**
     * What the original made of each, by name: {@code accepted tls=... http2=...}, or {@code refused} and why, line breaks
     * written as in its log.
     */
    static Map<String, String> answers() {
        return blocks(FOLDER.resolve("recorded/" + RECORDING + ".txt"));
    }

    private static Map<String, String> blocks(Path file) {
        Map<String, String> blocks = new LinkedHashMap<>();
        String text = read(file).stripTrailing();
        for (String block : text.substring(text.indexOf(MARK) + MARK.length()).split("\n" + MARK)) {
            int end = block.indexOf('\n');
            blocks.put(block.substring(0, end), block.substring(end + 1));
        }
        return blocks;
    }

    /** Puts the files that configurations name into {@code folder}. */
    static void makeFiles(Path folder) {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.server();
        certificates.selfSigned("other");
        try {
            Files.writeString(folder.resolve("junk.txt"), "junk\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
