package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {
    private static final List<String> KEYS = List.of("group_wait", "group_by", "receiver", "url");

    @ParameterizedTest
    @CsvSource({
        "groupwait,group_wait",
        "Receiver,receiver",
        "recieverr,receiver",
        "ulr,url",
        "uri,url",
        "group_bi,group_by"
    })
    void closest_typo_findsTheKey(String typo, String key) {
        assertThat(Spelling.closest(typo, KEYS)).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"foo", "webhook_configs", "xyz"})
    void closest_somethingElse_findsNothing(String word) {
        assertThat(Spelling.closest(word, KEYS)).isEmpty();
    }

    @Test
    void closest_sharedLastWord_countsForNothing() {
        List<String> lists = List.of("wechat_configs", "slack_configs");
        assertThat(Spelling.closest("hipchat_configs", lists)).isEmpty();
        assertThat(Spelling.closest("slcak_configs", lists)).contains("slack_configs");
    }

    @Test
    void closest_enormousWord_findsNothing() {
        assertThat(Spelling.closest("u".repeat(100_000), KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ab,ab,0", "ab,ba,1", "abc,ac,1", "kitten,sitting,3", "'',abc,3"})
    void distance_ofWords_countsEdits(String a, String b, int distance) {
        assertThat(Spelling.distance(a, b)).isEqualTo(distance);
        assertThat(Spelling.distance(b, a)).isEqualTo(distance);
    }
}
