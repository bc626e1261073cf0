package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LabelsTest {
    @Test
    void of_anyOrder_sortsByUtf8BytesOfTheNames() {
        Labels labels = Labels.of("\ud800\udc00", "2", "\ufb00", "1", "z", "3");
        assertThat(labels.asMap())
                .containsExactly(Map.entry("z", "3"), Map.entry("\ufb00", "1"), Map.entry("\ud800\udc00", "2"));
    }

    @Test
    void of_nameTwiceOrValueMissing_isRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessageContaining("expected: every name once");
        assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("expected: an even number");
    }

    @Test
    void builder_nameAgain_replacesItsValue() {
        Labels labels =
                new Labels.Builder().add("b", "1").add("a", "2").add("b", "3").build();
        assertThat(labels).isEqualTo(Labels.of("a", "2", "b", "3"));
        assertThat(new Labels.Builder(0).build()).isSameAs(Labels.EMPTY);
    }

    @Test
    void builder_veryManyNames_givesTheSameAsFew() {
        // given
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            numbers.add(i % 400);
        }
        Collections.shuffle(numbers, new Random(3));
        Labels.Builder builder = new Labels.Builder();
        Map<String, String> expected = new LinkedHashMap<>();
        // when
        for (int i = 0; i < numbers.size(); i++) {
            builder.add("n" + numbers.get(i), "v" + i);
            expected.put("n" + numbers.get(i), "v" + i);
        }
        // then
        Labels labels = builder.build();
        assertThat(labels.size()).isEqualTo(400);
        assertThat(labels.asMap()).isEqualTo(expected);
        assertThat(new ArrayList<>(labels.asMap().keySet())).isSortedAccordingTo(Utf8.ORDER);
    }

    @Test
    void get_absentName_isEmpty() {
        Labels labels = Labels.of("a", "1", "b", "");
        assertThat(labels.get("a")).isEqualTo("1");
        assertThat(labels.get("c")).isEmpty();
        assertThat(labels.has("b")).isTrue();
        assertThat(labels.has("c")).isFalse();
    }

    @Test
    void only_someNames_keepsWhatIsThere() {
        Labels labels = Labels.of("a", "1", "b", "2");
        assertThat(labels.only(Set.of("b", "c"))).isEqualTo(Labels.of("b", "2"));
        assertThat(labels.only(new TreeSet<>(List.of("a", "b")))).isSameAs(labels);
        assertThat(labels.only(Set.of())).isSameAs(Labels.EMPTY);
    }

    @Test
    void intersect_twoSets_keepsEqualPairs() {
        Labels labels = Labels.of("a", "1", "b", "2", "c", "3");
        assertThat(labels.intersect(Labels.of("a", "1", "b", "x"))).isEqualTo(Labels.of("a", "1"));
        assertThat(labels.intersect(Labels.EMPTY)).isSameAs(Labels.EMPTY);
    }

    @Test
    void compareTo_differentSizes_putsTheSmallerSetFirst() {
        assertThat(Labels.of("z", "9")).isLessThan(Labels.of("a", "1", "b", "1"));
        assertThat(Labels.EMPTY).isLessThan(Labels.of("a", "1"));
    }

    @Test
    void compareTo_differentNames_putsTheSetThatLacksTheFirstNameFirst() {
        assertThat(Labels.of("b", "1")).isLessThan(Labels.of("a", "9"));
        assertThat(Labels.of("a", "1", "c", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    }

    @Test
    void compareTo_sameNames_comparesValuesByUtf8Bytes() {
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2"));
        assertThat(Labels.of("a", "\ufb00")).isLessThan(Labels.of("a", "\ud800\udc00"));
        assertThat(Labels.of("a", "1")).isEqualByComparingTo(Labels.of("a", "1"));
    }

    @Test
    void compareTo_random_isATotalOrderThatAgreesWithTheDefinition() {
        // given
        Random random = new Random(8);
        List<Labels> sets = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Labels.Builder builder = new Labels.Builder();
            for (int j = random.nextInt(4); j > 0; j--) {
                builder.add("" + (char) ('a' + random.nextInt(4)), "" + random.nextInt(3));
            }
            sets.add(builder.build());
        }
        // then
        for (Labels one : sets) {
            for (Labels other : sets) {
                assertThat(Integer.signum(one.compareTo(other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(byDefinition(one, other));
                assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
            }
        }
    }

    /** The original's words: over the sorted union of the names, the set that lacks one is first, else the value. */
    private static int byDefinition(Labels one, Labels other) {
        if (one.size() != other.size()) {
            return Integer.compare(one.size(), other.size());
        }
        TreeSet<String> names = new TreeSet<>(one.asMap().keySet());
        names.addAll(other.asMap().keySet());
        for (String name : names) {
            if (one.has(name) != other.has(name)) {
                return one.has(name) ? 1 : -1;
            }
            int values = one.get(name).compareTo(other.get(name));
            if (values != 0) {
                return Integer.signum(values);
            }
        }
        return 0;
    }

    @Test
    void equals_sameContent_sharesHashAndFingerprint() {
        Labels one = Labels.of("a", "1", "b", "2");
        Labels other = Labels.of(Map.of("b", "2", "a", "1"));
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(Labels.of("a", "2", "b", "1"));
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }
}
