package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.tls.NamedCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files good and bad, what Alertmanager 0.33.1 said of them, and what it showed; see the README beside the recordings. */
final class RecordedFilesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "files-recorded");

    /** Deviation D-006: a null that the original accepts, and crashes on when it sends. */
    private static final Pattern CRASHES_WHEN_SENDING = Pattern.compile("(fields|actions|attachments): \\[~]");

    /** Deviation D-006: the original takes these for elements without keys, and crashes where {@code global} fills them. */
    private static final Pattern NULL_ELEMENT = Pattern.compile("(slack|opsgenie|wechat)_configs: \\[~]");

    /** Deviation D-120: an output that is null is left out. */
    private static final Pattern NULL_OUTPUT = Pattern.compile("_outputs: \\[~\\]");

    /** Deviation D-022: what counts for more than an int does is shown as the largest int. */
    private static final Pattern LARGE_COUNT = Pattern.compile("max_alerts: (\\d{10,})");

    /** Deviation D-023: text under keys that hold secrets is not repeated. */
    private static final Pattern HEADER_TEXT =
            Pattern.compile("`[^`]*` (?=into config.Header|into map\\[string]string)");

    /**
     * Where a key is no key, Go tells what of ASN.1 it met; what SNS was told comes with its name; and of a receiver with
     * several settings that are of no use the first says enough.
     */
    private static final Pattern TLS_DETAILS = Pattern.compile(
            "(?<=failed to parse private key): asn1: .*|^build SNS TLS config: |(?<=in certificate input)\n[^:]*\n.*");

    /** Deviation D-020: the original calls a key set twice that is written beside a merged one. */
    private static final Pattern OVERRULES_MERGED = Pattern.compile("already set in map");

    /** Deviation D-023: what the original shows of a URL. */
    private static final Pattern SHOWN_URL =
            Pattern.compile("parse \"[^\"]*\": ([^\":]+?)(: ParseAddr.*| \"[^\"]*\")?(?= after host| in host name|$)");

    private static final FileSource NO_FILES = new FileSource() {
        @Override
        public byte[] read(String path) throws IOException {
            throw new IOException("open " + path + ": no such file or directory");
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return List.of();
        }
    };

    private record Case(String text, String answer, String shown) {
        static Case of(String line) {
            String[] columns = line.split("\t", -1);
            return new Case(unescaped(columns[0]), unescaped(columns[1]), unescaped(columns[2]));
        }

        private static String unescaped(String text) {
            return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\");
        }

        String answerInOurWords() {
            String answer = HEADER_TEXT.matcher(answer()).replaceAll("");
            answer = SHOWN_URL.matcher(answer).replaceAll("parse \"<secret>\": $1");
            return TLS_DETAILS.matcher(answer).replaceAll("").strip();
        }

        ConfigurationResult decode() {
            return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                    .readingFiles(NO_FILES)
                    .decode("alertmanager.yml", NamedCertificates.fill(text));
        }
    }

    static Stream<Case> cases() {
        return Stream.of("sections.tsv", "numbers.tsv", "types.tsv", "rules.tsv", "tls.tsv", "urls.tsv", "merges.tsv")
                .flatMap(name -> lines(FOLDER.resolve(name)));
    }

    private static Stream<Case> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Case::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decode_recorded_getsTheOriginalsAnswer(Case recorded) {
        ConfigurationResult result = recorded.decode();
        if (recorded.answer().equals("panic")
                || CRASHES_WHEN_SENDING.matcher(recorded.text()).find()
                || NULL_ELEMENT.matcher(recorded.text()).find()) {
            assertThat(result).isInstanceOf(Refused.class);
        } else if (recorded.text().contains("<<:")
                && OVERRULES_MERGED.matcher(recorded.answer()).find()) {
            assertThat(result).isInstanceOf(Accepted.class);
        } else if (recorded.answer().isEmpty()) {
            assertThat(result).isInstanceOfSatisfying(Accepted.class, accepted -> {
                String printed = ConfigurationPrinter.print(accepted.configuration());
                assertThat(printed).contains(expected(recorded)).doesNotContain("hidden");
            });
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.originalText().strip())
                                    .isIn(recorded.answer().strip(), recorded.answerInOurWords()));
        }
    }

    private static String expected(Case recorded) {
        if (NULL_OUTPUT.matcher(recorded.text()).find()) {
            return "templates: []\n";
        }
        if (recorded.shown().contains("[::1%25%C3%A9]")) {
            // Deviation D-022: it does not read this back.
            return recorded.shown().replace("%C3%A9", "é");
        }
        // Deviation D-202: the mask has a scheme.
        return LARGE_COUNT
                .matcher(recorded.shown().replace("- url: <secret>", "- url: http://<secret>"))
                .replaceAll(count -> "max_alerts: " + Math.min(2147483647L, atMostLong(count.group(1))));
    }

    private static long atMostLong(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
