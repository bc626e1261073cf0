package io.tocsin.notifiers.http;

import org.jspecify.annotations.Nullable;

/**
 * The certificates and the key that connections are made with, as read at one moment. Two equal ones may share
 * connections. Immutable.
 *
 * @param ca PEM; null for the platform's
 * @param certificate PEM; null for none
 * @param key PEM; present exactly when {@code certificate} is
 */
record TlsMaterial(
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {
    static final TlsMaterial NONE = new TlsMaterial(null, null, null);

    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
