package io.tocsin.core.tls;

import io.tocsin.core.tls.TestCertificates.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Certificates and keys that texts call by name, so that none has to be kept: {@code {ec.certificate}} and {@code {ec.key}}
 * of {@code ec}, {@code other} (an elliptic curve as well), {@code rsa} and {@code ed}. Made when first asked for.
 */
public final class NamedCertificates {
    private static final Pattern NAME = Pattern.compile("\\{(ec|other|rsa|ed)\\.(certificate|key)}");

    private static final Map<String, Pair> MADE = new ConcurrentHashMap<>();

    private NamedCertificates() {}

    /** Puts PEM, as a quoted YAML text, in the place of each name. */
    public static String fill(String text) {
        return NAME.matcher(text).replaceAll(NamedCertificates::quoted);
    }

    public static Pair get(String name) {
        return MADE.computeIfAbsent(name, NamedCertificates::make);
    }

    private static String quoted(MatchResult name) {
        Pair pair = get(name.group(1));
        String pem = name.group(2).equals("key") ? pair.keyText() : pair.certificateText();
        return "\"" + pem.replace("\n", "\\\\n") + "\"";
    }

    private static Pair make(String name) {
        try {
            Path folder = Files.createTempDirectory("tocsin-certificates");
            return new TestCertificates(folder).selfSigned(name, options(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] options(String name) {
        return switch (name) {
            case "rsa" -> new String[] {"-keyalg", "RSA", "-keysize", "2048"};
            case "ed" -> new String[] {"-keyalg", "Ed25519"};
            default -> new String[] {};
        };
    }
}
