package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are not ours were recorded from amtool 0.33.1. */
final class CheckConfigTest {
    private static final String GOOD = "route: {receiver: d}\nreceivers: [{name: d}, {name: e}]\n";
    private static final String BAD = "route:\n  receiver: d\n  group_wait: 30 sec\nreceivers: [{name: d}]\n";
    private static final String ODD = GOOD + "---\nmore: 1\n";

    @TempDir
    Path folder;

    @Test
    void goodFile_isDescribed() {
        String file = file("good.yml", GOOD);
        assertThat(AmtoolRun.of("check-config", file))
                .isEqualTo(new AmtoolRun(
                        0,
                        "Checking '" + file + "'  SUCCESS\n"
                                + "Found:\n - global config\n - route\n - 0 inhibit rules\n - 2 receivers\n"
                                + " - 0 templates\n\n",
                        ""));
    }

    @Test
    void controlCharacters_ofTheFile_areReplaced() {
        String file =
                file("escape.yml", GOOD + "time_intervals: [{name: x, time_intervals: [{location: \"\\e[34mX\"}]}]\n");
        assertThat(AmtoolRun.of("check-config", file).out())
                .contains("  FAILED: ", "[34mX")
                .doesNotContain("\u001b");
        AmtoolRun routes = AmtoolRun.of("config", "routes", "test", "--config.file=" + file, "a=b");
        assertThat(routes.status()).isEqualTo(1);
        assertThat(routes.err()).contains("[34mX").doesNotContain("\u001b");
    }

    @Test
    void inhibitRules_areCounted() {
        String file = file("rules.yml", GOOD + """
            inhibit_rules:
            - {source_matchers: [a="b"], target_matchers: [c="d"], equal: [e]}
            - {source_match: {a: x}, target_match: {c: d}}
            """);
        assertThat(AmtoolRun.of("check-config", file).out()).contains("\n - 2 inhibit rules\n");
    }

    @Test
    void templates_areCountedAndLookedFor() {
        file("a.tmpl", "{{ define \"x\" }}y{{ end }}");
        String found = file("found.yml", GOOD + "templates: ['*.tmpl', b.tmpl]\n");
        String folderNamed = file("folder.yml", GOOD + "templates: ['" + folder.getParent() + "']\n");

        assertThat(AmtoolRun.of("check-config", found).out())
                .contains("  SUCCESS\nFound:\n", "\n - 2 templates\n  SUCCESS\n")
                .contains("found.yml:3:23: warning: templates[1]: no file")
                .doesNotContain("templates[0]");
        AmtoolRun refused = AmtoolRun.of("check-config", folderNamed);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains("  FAILED: failed to parse templates: read " + folder.getParent() + ": is a directory\n")
                .contains("folder.yml:3:13: templates[0]: cannot read a template: ");
    }

    @Test
    void templateThatIsNone_failsTheFileAtItsPlace() {
        file("broken.tmpl", "{{ define \"x\" }}\n{{ toUper .Status }}{{ end }}");
        AmtoolRun run = AmtoolRun.of("check-config", file("broken.yml", GOOD + "templates: ['broken.tmpl']\n"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "  FAILED: failed to parse templates: template: broken.tmpl:2: function \"toUper\" not defined\n")
                .contains("broken.tmpl:2:", "function \"toUper\" not defined\n    hint: did you mean \"toUpper\"?\n");
    }

    @Test
    void templateThatFailsWhenItIsNeeded_isAWarningAndFailsTheFileOnlyIfStrict() {
        file("mine.tmpl", "{{ define \"msteams.default.title\" }}{{ .Labels.x }}{{ end }}");
        String config = file("fails.yml", """
                templates: [mine.tmpl]
                route: {receiver: a}
                receivers:
                - name: a
                  msteams_configs:
                  - {webhook_url: "http://127.0.0.1:1/", text: '{{ .ExternalUrl }}'}
                """);
        AmtoolRun run = AmtoolRun.of("check-config", config);
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("fails.yml:6:52: warning: receivers[0].msteams_configs[0].text: fails for a firing alert: ")
                .contains("hint: did you mean \"ExternalURL\"?")
                .contains("mine.tmpl:1:47: warning: the template \"msteams.default.title\" fails for a firing alert: ");
        assertThat(AmtoolRun.of("check-config", "--strict", config).status()).isEqualTo(1);
    }

    @Test
    void misspeltKey_getsTheClosestOneAsAHint() {
        assertThat(AmtoolRun.of("check-config", file("typo.yml", "rout: {receiver: d}\n" + GOOD))
                        .out())
                .contains("  FAILED: yaml: unmarshal errors:\n  line 1: field rout not found in type config.plain\n")
                .contains("typo.yml:1:1: rout: unknown key \"rout\"\n");
        assertThat(AmtoolRun.of("check-config", file("typo.yml", GOOD + "temlates: []\n"))
                        .out())
                .contains("typo.yml:3:1: temlates: unknown key \"temlates\"\n    hint: did you mean \"templates\"?\n");
    }

    @Test
    void badFile_saysWhatTheOriginalSaysAndWhere() {
        String good = file("good.yml", GOOD);
        String bad = file("bad.yml", BAD);

        AmtoolRun run = AmtoolRun.of("check-config", bad, good);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("amtool: error: failed to validate 1 file(s)\n\n");
        assertThat(run.out())
                .startsWith("Checking '" + bad + "'  FAILED: unknown unit \" sec\" in duration \"30 sec\"\n" + bad
                        + ":3:15: route.group_wait: ")
                .contains("\n    hint: ", "\n\nChecking '" + good + "'  SUCCESS\n");
    }

    @Test
    void warning_isShown_andFailsOnlyWhenStrict() {
        String odd = file("odd.yml", ODD);

        AmtoolRun lenient = AmtoolRun.of("check-config", odd);
        AmtoolRun strict = AmtoolRun.of("check-config", "--strict", odd);

        assertThat(lenient.status()).isZero();
        assertThat(lenient.out()).contains("  SUCCESS\n", "warning: ");
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.out()).contains("  FAILED: 1 warning(s), and --strict is set\n", "warning: ");
    }

    @Test
    void intervalsThatMakeNoSense_areWarnedOf_andFailOnlyWhenStrict() {
        String file = file("late.yml", """
                route:
                  receiver: d
                  repeat_interval: 10m
                  routes:
                  - {receiver: d, matchers: [a="b"], group_interval: 1h}
                receivers: [{name: d}]
                """);
        String warning = file
                + ":5:54: warning: route.routes[0].group_interval: 1h is more than repeat_interval, 10m"
                + " (route.repeat_interval in line 3), so that notifications repeat only every 1h\n"
                + "    hint: write at most 10m, or a longer repeat_interval.\n";

        assertFailsOnlyWhenStrict(file, warning);
    }

    /** Deviation D-016: the original's server refuses it, and its check-config says nothing. */
    @Test
    void fileThatIsNotThere_isWarnedOf_andFailsOnlyWhenStrict() {
        String file = file("tls.yml", """
                route: {receiver: d}
                receivers:
                - name: d
                  webhook_configs:
                  - {url: 'http://h', http_config: {tls_config: {ca_file: ca.pem}}}
                """);
        String warning =
                file + ":5:59: warning: receivers[0].webhook_configs[0].http_config.tls_config.ca_file: cannot be"
                        + " read now: open " + folder + "/ca.pem: no such file or directory\n"
                        + "    hint: until it can, every notification fails.\n";

        assertFailsOnlyWhenStrict(file, warning);
    }

    private static void assertFailsOnlyWhenStrict(String file, String warning) {
        AmtoolRun lenient = AmtoolRun.of("check-config", file);
        AmtoolRun strict = AmtoolRun.of("check-config", "--strict", file);

        assertThat(lenient.status()).isZero();
        assertThat(lenient.out()).contains("  SUCCESS\n").endsWith("\n" + warning + "\n");
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.out()).contains("  FAILED: 1 warning(s), and --strict is set\n" + warning);
    }

    @Test
    void missingFileAndFolder_areRefusedBeforeAnythingIsChecked() {
        assertThat(AmtoolRun.of("check-config", file("good.yml", GOOD), "/nonexistent/x.yml"))
                .isEqualTo(new AmtoolRun(1, "", "amtool: error: path '/nonexistent/x.yml' does not exist\n\n"));
        assertThat(AmtoolRun.of("check-config", folder.toString()).err())
                .isEqualTo("amtool: error: '" + folder.getFileName() + "' is a directory\n\n");
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
