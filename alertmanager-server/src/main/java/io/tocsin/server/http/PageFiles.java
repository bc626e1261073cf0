package io.tocsin.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of the page in the forms that the build has made of them. Thread-safe.
 *
 * <p>A form is read when it is first asked for, on a worker, and kept: there are few of them, they are small, and browsers ask
 * for one of each.
 */
final class PageFiles {
    private static final int TAG_BYTES = 12;

    private final Vertx vertx;
    private final WebPage.Source source;
    private final Map<String, Form> forms = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /**
     * A file in one form.
     *
     * @param tag quoted; another one for other bytes
     */
    record Form(ContentCoding coding, Buffer bytes, String tag) {}

    PageFiles(Vertx vertx, WebPage.Source source) {
        this.vertx = vertx;
        this.source = source;
    }

    /** The file in the first of {@code codings} that it exists in; empty if there is no such file. */
    Future<Optional<Form>> find(String name, List<ContentCoding> codings) {
        Optional<Form> kept = kept(name, codings);
        return kept.isPresent()
                ? Future.succeededFuture(kept)
                : vertx.executeBlocking(() -> read(name, codings), false);
    }

    private Optional<Form> kept(String name, List<ContentCoding> codings) {
        for (ContentCoding coding : codings) {
            String path = name + coding.suffix();
            Form form = forms.get(path);
            if (form != null) {
                return Optional.of(form);
            }
            if (!missing.contains(path)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Form> read(String name, List<ContentCoding> codings) throws IOException {
        List<String> notThere = new ArrayList<>();
        for (ContentCoding coding : codings) {
            String path = name + coding.suffix();
            try (InputStream in = source.open(path)) {
                if (in != null) {
                    Form form = form(coding, in.readAllBytes());
                    forms.put(path, form);
                    // Only of files that exist: strangers may ask for any name.
                    missing.addAll(notThere);
                    return Optional.of(form);
                }
            }
            notThere.add(path);
        }
        return Optional.empty();
    }

    private static Form form(ContentCoding coding, byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            String tag = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
            return new Form(coding, Buffer.buffer(bytes), "\"" + tag + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
