package io.tocsin.evaluator.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void inflate_anyBody_isWhatWasCompressed() throws IOException {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        byte[] even = new byte[3_000_000];
        Arrays.fill(even, (byte) 'a');
        for (byte[] plain : new byte[][] {new byte[0], {1}, random, even}) {
            assertThat(Gunzip.inflate(gzip(plain), 10_000_000)).isEqualTo(plain);
        }
    }

    @Test
    void inflate_asMuchAsTheLimit_isTooLarge() throws IOException {
        byte[] compressed = gzip(new byte[1000]);

        assertThat(Gunzip.inflate(compressed, 1001)).hasSize(1000);
        assertThatThrownBy(() -> Gunzip.inflate(compressed, 1000))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage("body size limit exceeded");
    }

    @Test
    void inflate_bomb_endsAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[200_000_000]);

        assertThatThrownBy(() -> Gunzip.inflate(bomb, 1_000_000)).isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void inflate_notGzipOrCut_saysSo() throws IOException {
        byte[] whole = gzip(new byte[5000]);

        assertThatThrownBy(() -> Gunzip.inflate(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 100))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Gunzip.inflate(Arrays.copyOf(whole, whole.length - 9), 10_000))
                .isInstanceOf(IOException.class)
                .hasMessage("gzip: unexpected end of the body");
    }
}
