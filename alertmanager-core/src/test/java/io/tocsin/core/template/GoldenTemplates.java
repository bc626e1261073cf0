package io.tocsin.core.template;

import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import io.tocsin.core.template.set.TemplateSet;
import io.tocsin.core.template.value.TextBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The engine under test, with the template files and messages of the golden data. */
final class GoldenTemplates {
    private static final TemplateSet.Settings OF_AMTOOL =
            AlertmanagerTemplates.settings(RecordedData::of, ZoneOffset.UTC, Limits.DEFAULT);
    private static final TemplateSet.Settings OF_SERVER =
            AlertmanagerTemplates.settings(RecordedData::pointerTo, ZoneOffset.UTC, Limits.DEFAULT);
    private static final Map<String, Message> MESSAGES = new ConcurrentHashMap<>();
    private static final Map<Origin, Templates> TEMPLATES = new ConcurrentHashMap<>();

    private GoldenTemplates() {}

    /**
     * What is the same for many snippets.
     *
     * @param glob empty for no file beside the built-in ones
     */
    private record Origin(String glob, boolean isServer) {}

    /**
     * {@code out: } and the text, or {@code error: } and the message.
     *
     * @param snippet what it says of text, type, data, glob and dot
     */
    static String render(Map<String, String> snippet, Instant now) {
        boolean isServer = snippet.getOrDefault("dot", "").equals("server");
        Origin origin = new Origin(isServer ? "" : snippet.getOrDefault("glob", ""), isServer);
        Templates templates = TEMPLATES.computeIfAbsent(origin, GoldenTemplates::compile);
        String text = snippet.getOrDefault("text", "");
        Template template =
                snippet.getOrDefault("type", "").equals("html") ? templates.html(text) : templates.text(text);
        Message message = MESSAGES.computeIfAbsent(snippet.getOrDefault("data", ""), GoldenTemplates::message);
        try {
            return "out: " + TextBytes.text(template.renderBytes(message, now));
        } catch (TemplateException e) {
            return "error: " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            return "crash: " + e;
        }
    }

    private static Message message(String file) {
        return GoldenMessages.read(
                file, GoldenBlocks.text(GoldenBlocks.FOLDER.resolve("data").resolve(file)));
    }

    private static Templates compile(Origin origin) {
        List<TemplateFile> files = origin.glob().isEmpty() ? List.of() : List.of(file(origin.glob()));
        try {
            return TemplateSet.of(files, origin.isServer() ? OF_SERVER : OF_AMTOOL);
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TemplateFile file(String name) {
        Path path = GoldenBlocks.FOLDER.resolve("globs").resolve(name);
        return new TemplateFile(name, path.toString(), GoldenBlocks.text(path));
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, TextBytes.of(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
