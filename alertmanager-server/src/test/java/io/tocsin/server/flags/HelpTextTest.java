package io.tocsin.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HelpTextTest {
    private static final String SERVER = HelpText.of(List.of(ServerFlags.program()));

    @Test
    void help_ofTheServer_namesEveryFlagWithItsDefault() {
        assertThat(SERVER).startsWith("usage: alertmanager [<flags>]\n");
        for (Flag<?> flag : ServerFlags.program().flags()) {
            assertThat(SERVER).contains(flag.shape().isSwitch() ? "--[no-]" + flag.name() : "--" + flag.name() + "=");
        }
        assertThat(SERVER).contains("--config.file=\"alertmanager.yml\"", "--web.listen-address=:9093 ...");
    }

    @Test
    void help_fitsATerminal() {
        assertThat(SERVER.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void help_hasASectionForOurOwnFlags() {
        assertThat(SERVER.substring(SERVER.indexOf("Flags of Tocsin's own:")))
                .contains("--web.max-body-bytes=67108864");
    }

    @Test
    void flagsWithoutEffect_saySoInOnePhrase() {
        long marked = SERVER.lines().filter(line -> line.contains("Accepted,")).count();
        assertThat(ServerFlags.program().flags().stream().filter(flag -> !flag.hasEffect()))
                .hasSizeLessThanOrEqualTo((int) marked);
    }

    @Test
    void manualPage_isInTheLanguageOfMan() {
        assertThat(HelpText.manualPage(ServerFlags.program(), "1"))
                .startsWith(".TH alertmanager 1 \"1\"\n.SH \"NAME\"\nalertmanager\n")
                .contains(".TP\n\\fB\\-h, \\-\\-[no\\-]help\\fR\n");
    }
}
