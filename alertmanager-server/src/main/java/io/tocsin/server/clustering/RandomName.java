package io.tocsin.server.clustering;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Names for members that were given none, as the original makes them: time and chance in 26 characters, later ones sorting
 * behind earlier ones.
 *
 * @see "github.com/ulid/spec"
 */
final class RandomName {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS_PER_DIGIT = 5;
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 16;

    private RandomName() {}

    static String of(Instant now, RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        long millis = now.toEpochMilli();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            name.append(DIGITS.charAt((int) (millis >>> i * BITS_PER_DIGIT) & DIGITS.length() - 1));
        }
        for (int i = 0; i < CHANCE_DIGITS; i++) {
            name.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return name.toString();
    }
}
