package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StringPoolTest {
    private final StringPool pool = new StringPool();

    @Test
    void share_equalText_returnsTheFirst() {
        String first = new String("instance");
        assertThat(pool.share(first)).isSameAs(first);
        assertThat(pool.share(new String("instance"))).isSameAs(first);
    }

    @Test
    void share_charactersOfKnownText_returnsTheFirst() {
        String first = pool.share("inst\u00e4nce\ud83d\ude00");
        char[] buffer = "xxinst\u00e4nce\ud83d\ude00yy".toCharArray();
        assertThat(pool.share(buffer, 2, first.length())).isSameAs(first);
        assertThat(pool.share(buffer, 2, 4)).isEqualTo("inst");
    }

    @Test
    void share_charactersFirst_areFoundAsTextLater() {
        String made = pool.share("job".toCharArray(), 0, 3);
        assertThat(pool.share(new String("job"))).isSameAs(made);
        assertThat(pool.share(new char[0], 0, 0)).isEmpty();
    }

    @Test
    void share_sameSlot_replacesAndStaysCorrect() {
        StringPool tiny = new StringPool(1);
        String a = tiny.share(new String("a"));
        assertThat(tiny.share("b")).isEqualTo("b");
        assertThat(tiny.share(new String("a"))).isEqualTo("a").isNotSameAs(a);
    }

    @Test
    void share_collidingHashes_areToldApart() {
        // "Aa" and "BB" have the same hash code.
        assertThat(pool.share("Aa")).isEqualTo("Aa");
        assertThat(pool.share("BB".toCharArray(), 0, 2)).isEqualTo("BB");
    }

    @Test
    void share_longText_isNotKept() {
        String text = "x".repeat(StringPool.LENGTH_MAX + 1);
        assertThat(pool.share(text)).isSameAs(text);
        assertThat(pool.share(new String(text))).isNotSameAs(text);
        assertThat(pool.share(text.toCharArray(), 0, text.length())).isEqualTo(text);
    }

    @Test
    void new_oddNumberOfSlots_isRefused() {
        assertThatThrownBy(() -> new StringPool(1000)).hasMessage("slots: 1000 (expected: a power of two)");
        assertThatThrownBy(() -> new StringPool(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
