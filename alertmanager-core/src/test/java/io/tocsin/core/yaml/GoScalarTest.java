package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.yaml.GoScalar.Kind;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The types that gopkg.in/yaml.v2 gives to plain scalars, asked of amtool 0.33.1 by way of its type errors. */
final class GoScalarTest {
    private static GoScalar plain(String text) {
        return GoScalar.of(new ScalarNode(Snake.PLAIN, text, null, null, ScalarStyle.PLAIN));
    }

    private static ScalarNode tagged(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes|BOOL",
                "Yes|BOOL",
                "YES|BOOL",
                "yEs|TEXT",
                "y|BOOL",
                "N|BOOL",
                "on|BOOL",
                "Off|BOOL",
                "true|BOOL",
                "''|NULL",
                "~|NULL",
                "null|NULL",
                "Null|NULL",
                "nULL|TEXT",
                "nil|TEXT",
                "5|INT",
                "+5|INT",
                "-5|INT",
                "1_000|INT",
                "0x1F|INT",
                "0b11|INT",
                "0o14|INT",
                "014|INT",
                "08|FLOAT",
                "18446744073709551615|INT",
                "18446744073709551616|FLOAT",
                "0x|TEXT",
                "0xg|TEXT",
                "1e3|FLOAT",
                "1.5|FLOAT",
                "1.|FLOAT",
                "0.5|FLOAT",
                "0e3|FLOAT",
                ".5|FLOAT",
                "+.5|FLOAT",
                ".inf|FLOAT",
                "-.Inf|FLOAT",
                ".NaN|FLOAT",
                ".nAn|TEXT",
                "1.5.2|TEXT",
                "1:30|TEXT",
                "12e|TEXT",
                ".|TEXT",
                "-|TEXT",
                "_1|TEXT",
                "2001-01-01|TIMESTAMP",
                "2001-1-1 10:20:30|TIMESTAMP",
                "2001-01-01T10:20:30Z|TIMESTAMP",
                "2001-01|TEXT",
                "abc|TEXT",
                "<<|TEXT",
                "é|TEXT",
            })
    void kind_ofPlainText_isGoYamls(String text, Kind kind) {
        assertThat(plain(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"0x1F,31", "1_000,1000", "014,12", "0o14,12", "0b11,3", "-0x10,-16", "+7,7", "0,0"})
    void value_ofInt_isRead(String text, BigInteger value) {
        assertThat(plain(text).present()).isEqualTo(value);
    }

    @Test
    void kind_ofQuotedText_isText() {
        assertThat(GoScalar.of(tagged(Tag.STR, "5")).kind()).isEqualTo(Kind.TEXT);
    }

    @Test
    void contradicts_tagOfAnotherType_isThatType() {
        assertThat(GoScalar.contradicts(tagged(Tag.INT, "a"))).contains(Kind.INT);
        assertThat(GoScalar.contradicts(tagged(Tag.FLOAT, "5"))).isEmpty();
        assertThat(GoScalar.contradicts(tagged(new Tag("!custom"), "a"))).isEmpty();
    }

    @Test
    void value_ofBinary_isDecoded() {
        assertThat(GoScalar.of(tagged(Tag.BINARY, "YQ==")).present()).isEqualTo("a");
    }
}
