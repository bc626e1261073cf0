package io.tocsin.evaluator.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.memory.ByteBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class GunzipTest {
    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static ScrapeBody inflate(byte[] compressed, long maxBytes) throws IOException {
        return inflate(compressed, maxBytes, BodyMemory.UNLIMITED);
    }

    private static ScrapeBody inflate(byte[] compressed, long maxBytes, BodyMemory memory) throws IOException {
        return inflate(compressed, BodySize.UNKNOWN, maxBytes, memory);
    }

    private static ScrapeBody inflate(byte[] compressed, BodySize expected, long maxBytes, BodyMemory memory)
            throws IOException {
        return Gunzip.inflate(
                new ByteArrayInputStream(compressed),
                compressed.length,
                expected,
                maxBytes,
                memory,
                "that of the test");
    }

    @Test
    void inflate_asLargeAsExpected_takesMemoryForThatOnce() throws IOException {
        ByteBudget memory = new ByteBudget(1 << 20);
        byte[] plain = new byte[100_000];

        ScrapeBody inflated = inflate(gzip(plain), new BodySize(1, plain.length), 1_000_000, memory::reserve);

        assertThat(inflated.length()).isEqualTo(plain.length);
        assertThat(inflated.size()).isEqualTo(new BodySize(gzip(plain).length, plain.length));
        assertThat(inflated.bytes().length).isEqualTo((int) memory.takenBytes()).isLessThan(plain.length * 11 / 10);
    }

    @Test
    void inflate_anotherSizeThanExpected_isWhatWasCompressed() throws IOException {
        byte[] plain = new byte[100_000];
        Arrays.fill(plain, (byte) 'a');
        for (int expected : new int[] {1, 99_999, 100_000, 200_000, 1 << 20, Integer.MAX_VALUE}) {
            ScrapeBody inflated = inflate(gzip(plain), new BodySize(7, expected), 1_000_000_000, BodyMemory.UNLIMITED);
            assertThat(Arrays.copyOf(inflated.bytes(), inflated.length())).isEqualTo(plain);
            assertThat(inflated.bytes().length).isLessThan(2 << 20);
        }
        assertThatThrownBy(() -> inflate(gzip(plain), new BodySize(7, 200_000), 100_000, BodyMemory.UNLIMITED))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void inflate_noMemoryForWhatIsExpected_takesWhatThereIs() throws IOException {
        ByteBudget memory = new ByteBudget(10_000);

        ScrapeBody inflated = inflate(gzip(new byte[100]), new BodySize(7, 100_000), 1_000_000, memory::reserve);

        assertThat(inflated.length()).isEqualTo(100);
    }

    @Test
    void inflate_moreThanThereIsMemoryFor_saysSo() throws IOException {
        ByteBudget memory = new ByteBudget(100_000);
        byte[] bomb = gzip(new byte[200_000_000]);

        assertThatThrownBy(() -> inflate(bomb, 1_000_000_000, memory::reserve))
                .isInstanceOf(Gunzip.NoMemoryException.class);
        assertThat(memory.takenBytes()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void inflate_anyBody_isWhatWasCompressed() throws IOException {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        byte[] even = new byte[3_000_000];
        Arrays.fill(even, (byte) 'a');
        for (byte[] plain : new byte[][] {new byte[0], {1}, random, even}) {
            ScrapeBody inflated = inflate(gzip(plain), 10_000_000);
            assertThat(Arrays.copyOf(inflated.bytes(), inflated.length())).isEqualTo(plain);
        }
    }

    @Test
    void inflate_asMuchAsTheLimit_isTooLarge() throws IOException {
        byte[] compressed = gzip(new byte[1000]);

        assertThat(inflate(compressed, 1001).length()).isEqualTo(1000);
        assertThatThrownBy(() -> inflate(compressed, 1000))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage("body size limit exceeded (that of the test)");
    }

    @Test
    void inflate_bomb_endsAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[200_000_000]);

        assertThatThrownBy(() -> inflate(bomb, 1_000_000)).isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void inflate_notGzipOrCut_saysSo() throws IOException {
        byte[] whole = gzip(new byte[5000]);

        assertThatThrownBy(() -> inflate(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 100))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> inflate(Arrays.copyOf(whole, whole.length - 9), 10_000))
                .isInstanceOf(IOException.class)
                .hasMessage("gzip: unexpected end of the body");
    }
}
