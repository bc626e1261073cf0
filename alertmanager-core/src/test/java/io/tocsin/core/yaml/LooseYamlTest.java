package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.yaml.LooseYaml.NotYamlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original makes of such texts is recorded beside the webhook, in {@code webhook-payloads.tsv}. */
final class LooseYamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "x|x",
                "5|5",
                "y|true",
                "1e3|1000.0",
                "[1, [a, ~], {}]|[1, [a, null], {}]",
                "{a: 1, a: 2}|{a=2}",
                "{1: x, true: y, ~: z, b: w}|{b=w}",
                "{2020-01-01: x}|{2020-01-01=x}",
                "{<<: {a: 1, b: 1}, b: 2}|{a=1, b=2}",
                "{b: 2, <<: [{a: 1}, {a: 3, c: 3}]}|{b=2, a=1, c=3}",
                "{a: 1} and more|{a=1}",
                "[! '', ! 5, ! x]|[, 5, x]",
            })
    void read_yaml_isItsValue(String text, String value) throws NotYamlException {
        assertThat(LooseYaml.read(text)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "~", "null", "# nothing"})
    void read_nothing_isNull(String text) throws NotYamlException {
        assertThat(LooseYaml.read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a",
                "*b",
                "%",
                "a: b: c",
                "{[x]: y}",
                "{a: !!int x}",
                "{<<: 5}",
                "{<<: [5]}",
                "%s over limit",
                "%s\tlimit",
                "%disk full",
                "%20",
                "\n%x",
                "%x\n--- a",
                "%YAML 1.1",
                "%YAML 1.1\n\t",
                "\t",
                " \t",
                "\n\t",
                "&!!str ",
                "[&' a]",
                "&a *'b"
            })
    void read_noYaml_isRefused(String text) {
        assertThatThrownBy(() -> LooseYaml.read(text)).isInstanceOf(NotYamlException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "--- !", "! ", "! 5", "! true"})
    void read_lonelyTag_isAText(String text) throws NotYamlException {
        assertThat(LooseYaml.read(text)).isInstanceOf(String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n...\n%x", "a\n--- &' b", "%YAML 1.1\n--- a", "%YAML 1.1\n---\n\"a\"\t"})
    void read_whatFollowsTheFirstDocument_isNotLookedAt(String text) throws NotYamlException {
        assertThat(LooseYaml.read(text)).isEqualTo("a");
    }

    @Test
    void read_tooManyValues_isRefused() {
        String tenfold = "&a [x,x,x,x,x,x,x,x,x,x]";
        for (char anchor = 'b'; anchor < 'h'; anchor++) {
            String alias = "*" + (char) (anchor - 1);
            tenfold += ", &" + anchor + " [" + String.join(",", java.util.Collections.nCopies(10, alias)) + "]";
        }
        String bomb = "[" + tenfold + "]";

        assertThatThrownBy(() -> LooseYaml.read(bomb)).isInstanceOf(NotYamlException.class);
    }
}
