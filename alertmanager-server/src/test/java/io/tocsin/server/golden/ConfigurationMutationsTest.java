package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.golden.MutationRecording.Recorded;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good configurations with one line changed get the verdict of Alertmanager 0.33.1, in the same words. */
final class ConfigurationMutationsTest {
    /** Deviation D-023: the beginning of text under keys that hold secrets is not repeated. */
    private static final Pattern TEXT = Pattern.compile(" `[^`\n]*`(?= into )");

    /** Deviation D-023: so it is with an anchor, which may be a secret that begins with a star. */
    private static final Pattern ANCHOR = Pattern.compile("yaml: unknown anchor '.*' referenced");

    /** Deviation D-122: of a key that stands twice in a map of free keys its own line is told, not that of its value. */
    private static final Pattern REPEATED = Pattern.compile("line \\d+(?=: key \"[^\"]*\" already set in map)");

    /** The original reads these files when it builds a receiver; here that comes with the sending. */
    private static final Pattern FILES_OF_RECEIVERS = Pattern.compile("(could not|failed to) read .*");

    /** Deviation D-006: the original takes these, and crashes when it sends, or only without the anchor before the null. */
    private static final Set<String> CRASHES =
            Set.of("no global Rocketchat URL set", "no global Telegram URL set", "missing route");

    static List<Recorded> recorded() {
        return MutationRecording.read();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void decode_changed_getsTheOriginalsVerdict(Recorded recorded) {
        ConfigurationResult result = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                .readingFiles(new DiskFiles())
                .decode("alertmanager.yml", recorded.mutation().text());
        if (result instanceof Refused refused && CRASHES.contains(refused.originalText())) {
            assertThat(recorded.answer()).isEmpty();
        } else if (recorded.answer().isEmpty()
                || FILES_OF_RECEIVERS.matcher(recorded.answer()).lookingAt()) {
            assertThat(result).isInstanceOf(Accepted.class);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(REPEATED.matcher(refused.originalText())
                                            .replaceAll("line of it"))
                                    .isIn(comparable(recorded.answer()), withoutTexts(comparable(recorded.answer()))));
        }
    }

    private static String comparable(String answer) {
        String masked = ANCHOR.matcher(answer).replaceAll("yaml: unknown anchor '<secret>' referenced");
        return REPEATED.matcher(masked).replaceAll("line of it");
    }

    private static String withoutTexts(String answer) {
        return TEXT.matcher(answer).replaceAll("");
    }
}
