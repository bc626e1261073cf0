package io.tocsin.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's lines; {@code golden/amtool} has those of amtool. */
final class CompletionTest {
    private static List<String> complete(String... words) throws FlagException {
        List<String> line = new ArrayList<>(List.of("--completion-bash"));
        line.addAll(List.of(words));
        Invocation invocation = CommandLine.parse(ServerFlags.program(), line);
        assertThat(invocation.request()).isEqualTo(Invocation.Request.COMPLETION);
        return invocation.arguments();
    }

    /** As alertmanager 0.33.1 answers. */
    @ParameterizedTest
    @CsvSource({
        "--log.level, '', debug info warn error",
        "--log.level, in, debug info warn error",
        "--log.level, info, ''",
        "--log.format, '', logfmt json",
        "--log.format, logfmt, ''",
        "--config.file, x, ''",
    })
    void options_valueOfAFlag_areItsValues(String flag, String value, String options) throws Exception {
        assertThat(String.join(" ", complete(flag, value))).isEqualTo(options);
    }

    @Test
    void options_flags_areAllThatHelpShows() throws Exception {
        assertThat(complete("--"))
                .startsWith("--help", "--config.file", "--storage.path", "--data.retention")
                .contains("--notify.resolves-while-muted")
                .endsWith("--version")
                .doesNotContain("--completion-bash", "--help-man");
        assertThat(complete("--web.timeout=x", "--")).isEqualTo(complete("--"));
    }

    @Test
    void options_nothingTyped_areNone() throws Exception {
        assertThat(complete()).isEmpty();
    }

    @Test
    void options_wordThatIsNoneOfOurs_isAnError() {
        assertThatThrownBy(() -> complete("--no-such-flag", "--"))
                .isInstanceOf(FlagException.class)
                .hasMessage("unknown long flag '--no-such-flag'");
    }
}
