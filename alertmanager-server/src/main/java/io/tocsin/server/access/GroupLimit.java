package io.tocsin.server.access;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses groups for the exchange of keys, and nothing else. Immutable. */
final class GroupLimit implements AlgorithmConstraints {
    /** How Java names groups; other names are those of algorithms such as {@code EC}. */
    private static final Pattern GROUP = Pattern.compile("(sec[pt]\\d+[rk]\\d|x25519|x448|ffdhe\\d+|.*mlkem.*)");

    private final Set<String> allowed;

    /** @param allowed standard names in lower case */
    GroupLimit(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    private boolean isAllowed(Set<CryptoPrimitive> primitives, String algorithm) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT)
                || !GROUP.matcher(name).matches()
                || allowed.contains(name);
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return isAllowed(primitives, algorithm);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return isAllowed(primitives, algorithm);
    }
}
