package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

/** Where a secret comes from: the configuration itself, or a file that is read again for each use. */
public sealed interface SecretSource {
    record Inline(Secret secret) implements SecretSource {
        public Inline {
            requireNonNull(secret, "secret");
        }
    }

    /** @param path as {@link FileSource} takes it: already joined to the configuration's folder where the key asks for it */
    record FromFile(String path) implements SecretSource {
        public FromFile {
            requireNonNull(path, "path");
        }
    }
}
