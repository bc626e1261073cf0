package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script for bash, in bash. */
final class CompletionIT {
    /** What bash sets before it asks: the line, and its words, which it ends at signs too. */
    private static final String ASK = """
            eval "$("$1" --completion-script-bash)"
            COMP_LINE=$2
            COMP_POINT=${#2}
            read -ra COMP_WORDS <<<"${2//=/ = }"
            [[ $2 != *[[:space:]] ]] || COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            "_${1##*/}_completion" "$1"
            echo "${COMPREPLY[*]}"
            """;

    private static String complete(Path program, String line) throws Exception {
        String bash = Programs.installed("bash", "tocsin.require.bash").toString();
        Process process = new ProcessBuilder(List.of(bash, "-c", ASK, "bash", program.toString(), line))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    @ParameterizedTest
    @CsvSource({
        "amtool sil, silence",
        "'amtool silence ', add expire import query update",
        "amtool --output js, json",
        "'amtool --verbose ale', alert",
        "amtool --alertmanager.url=http://x config routes te, test",
        "amtool alert --inh, --inhibited",
        "amtool check-config fil, ''",
        "amtool nowhere x, ''",
    })
    void bash_amtool_completesWhatFits(String line, String options) throws Exception {
        assertThat(complete(Programs.tocsinAmtool(), line)).isEqualTo(options);
    }

    @Test
    void bash_server_completesFlags() throws Exception {
        assertThat(complete(Programs.tocsin(), "alertmanager --config.file=x --web.time"))
                .isEqualTo("--web.timeout");
    }
}
