package io.tocsin.notifiers.settings;

import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A secret that stands in the configuration itself or in a file: keys {@code x} and {@code x_file}. Immutable.
 *
 * <p>The file names at most one of them. Both are there only where {@code global} filled the gap, see
 * {@link #filledFrom}; then the secret is sent and the file is not read.
 *
 * @param secret null if it is not written down
 * @param file path as {@link io.tocsin.core.config.FileSource} takes it, read again for each use; null if none is named
 */
public record SecretOrFile(
        @Nullable Secret secret, @Nullable String file) {
    public static final SecretOrFile NONE = new SecretOrFile(null, null);

    public static SecretOrFile of(Secret secret) {
        return new SecretOrFile(secret, null);
    }

    public static SecretOrFile inFile(String file) {
        return new SecretOrFile(null, file);
    }

    public boolean isEmpty() {
        return secret == null && file == null;
    }

    /** This pair, or {@code other} as a whole if neither is given here. */
    public SecretOrFile or(SecretOrFile other) {
        return isEmpty() ? other : this;
    }

    /** Each of the two by itself: what is not given here is taken from {@code other}. */
    public SecretOrFile filledFrom(SecretOrFile other) {
        return new SecretOrFile(secret == null ? other.secret : secret, file == null ? other.file : file);
    }

    /** Paths of the files that these are read from. */
    public static List<String> filesOf(SecretOrFile... secrets) {
        return Stream.of(secrets)
                .filter(each -> each.secret == null)
                .flatMap(each -> Stream.ofNullable(each.file))
                .toList();
    }

    /** The one to use; empty without any. */
    public Optional<SecretSource> source() {
        return secret == null
                ? Optional.ofNullable(file).map(SecretSource.FromFile::new)
                : Optional.of(new SecretSource.Inline(secret));
    }
}
