package io.tocsin.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupKeyTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}:{}",
                "{}/{foo=\"bar\"}:{alertname=\"x\"}",
                "{}/{foo=~\"}:{\"}/{a=\"\\\"}:{\"}:{alertname=\"}:{\", b=\"c, d=\\\"\", e=\"\\\\\"}",
                "{}/{\"odd name\"=\"x\"}:{odd name=\"\\n\\u200b\"}",
            })
    void read_printed_isTheSameAgain(String printed) {
        assertThat(GroupKey.read(printed))
                .hasValueSatisfying(key -> assertThat(key).hasToString(printed));
    }

    @Test
    void read_printed_knowsRouteAndLabels() {
        assertThat(GroupKey.read("{}/{foo=\"}:{\"}:{a=\"1\", b=\"2\"}"))
                .contains(new GroupKey("{}/{foo=\"}:{\"}", Labels.of("a", "1", "b", "2")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                ":",
                "{}",
                "{}:",
                "{}:{",
                "{}:{a}",
                "{}:{a=1}",
                "{}:{a=\"1}",
                "{}:{a=\"1\", }",
                "{}:{a=\"1\",b=\"2\"}",
                "{}:{a=\"\\q\"}",
                "{}:{a=\"1\"} and more",
            })
    void read_somethingElse_isNone(String text) {
        assertThat(GroupKey.read(text)).isEmpty();
    }
}
