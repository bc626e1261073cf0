package io.tocsin.notifiers.http;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads secrets from where the configuration says they are. Blocks when that is a file. */
final class SecretReader {
    private final FileSource files;

    SecretReader(FileSource files) {
        this.files = files;
    }

    static boolean isFile(@Nullable SecretSource source) {
        return source instanceof SecretSource.FromFile;
    }

    /**
     * The secret without space around it; null where there is none.
     *
     * @param what for the message: {@code authorization credentials}
     */
    @Nullable
    String read(@Nullable SecretSource source, String what) throws CallFailedException {
        if (source instanceof SecretSource.Inline inline) {
            return inline.secret().reveal();
        }
        return source instanceof SecretSource.FromFile file ? readFile(file.path(), what) : null;
    }

    /** As {@link #read}, the empty string where there is none. */
    String readOrEmpty(@Nullable SecretSource source, String what) throws CallFailedException {
        String secret = read(source, what);
        return secret == null ? "" : secret;
    }

    String readFile(String path, String what) throws CallFailedException {
        try {
            return new String(files.read(path), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CallFailedException("unable to read " + what + ": " + e.getMessage(), e);
        }
    }
}
