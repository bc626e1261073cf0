package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.overview.Facet.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FacetsTest {
    @Test
    void values_byCountThenByName_areCutOff() {
        Seen seen = new Seen();
        for (int i = 0; i < 30; i++) {
            seen.alert("a" + i, "zone", i < 5 ? "z0" : "z" + i % 15);
        }
        Facet zone = facet(seen, "zone");
        assertThat(zone.distinct()).isEqualTo(15);
        assertThat(zone.values()).hasSize(Facets.VALUES_MAX).startsWith(new Value("z0", 6), new Value("z10", 2));
    }

    private static Facet facet(Seen seen, String name) {
        return Facets.of(seen.overview().alerts()).stream()
                .filter(facet -> facet.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Seen seen) {
        return Facets.of(seen.overview().alerts()).stream().map(Facet::name).toList();
    }

    @Test
    void labels_thatTellNothingApart_areLeftOut() {
        Seen seen = new Seen();
        for (int i = 0; i < 40; i++) {
            seen.alert("a" + i, "same", "x", "zone", "z" + i % 2);
        }
        assertThat(names(seen)).contains("zone").doesNotContain("same", "n");
    }

    @Test
    void labels_thatMostHaveAndThatCutIntoAFewParts_areFirst() {
        Seen seen = new Seen();
        for (int i = 0; i < 100; i++) {
            String rare = i < 10 ? "rare" : "other";
            seen.alert("a" + i, "zone", "z" + i % 3, "pod", "p" + i % 40, rare, "r" + i % 2);
        }
        assertThat(names(seen)).containsExactly("zone", "other", "pod", "rare");
    }

    @Test
    void labels_alertname_isFirstHoweverManyNamesThereAre() {
        Seen seen = new Seen();
        for (int i = 0; i < 100; i++) {
            seen.alert("a" + i, "zone", "z" + i % 3, "alertname", "A" + i % 45);
        }
        assertThat(names(seen)).containsExactly("alertname", "zone");
    }

    @Test
    void labels_thatSomeLack_tellThoseApart() {
        Seen seen = new Seen().alert("a", "page", "true").alert("b").alert("c");
        assertThat(names(seen)).contains("page");
        assertThat(facet(seen, "page").distinct()).isEqualTo(1);
    }

    @Test
    void labels_many_areBounded() {
        Seen seen = new Seen();
        for (int i = 0; i < 4; i++) {
            String[] pairs = new String[60];
            for (int j = 0; j < 30; j++) {
                pairs[2 * j] = "l" + j;
                pairs[2 * j + 1] = "v" + i % 2;
            }
            seen.alert("a" + i, pairs);
        }
        assertThat(names(seen)).hasSize(Facets.LABELS_MAX);
    }

    @Test
    void facets_ofNothing_areNone() {
        assertThat(Facets.of(List.of())).isEmpty();
    }
}
