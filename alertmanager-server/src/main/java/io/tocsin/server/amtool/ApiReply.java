package io.tocsin.server.amtool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the server answered to one operation. */
record ApiReply(Operation operation, Transport.Request request, Transport.Answer answer) {
    private static final int SHOWN_MAX = 300;
    private static final String UNKNOWN_HINT =
            "Alertmanager itself does not know this command. A server with a path in its --web.external-url is named with"
                    + " that path.";

    int status() {
        return answer.status();
    }

    /** @throws CommandFailure in the original's words if the status is not 200 */
    void check() throws CommandFailure {
        int status = answer.status();
        if (status == 200) {
            return;
        }
        if (operation.isOwn()) {
            throw ownFailure();
        }
        String failure = operation.failure(status);
        if (operation.hasText(status)) {
            throw new CommandFailure(failure + " " + bodyAsJson());
        }
        String shown = shownBody();
        throw new CommandFailure(failure + (shown.isEmpty() ? "" : "\nThe server answered: " + shown), hint());
    }

    private CommandFailure ownFailure() {
        String message = message();
        if (!message.isEmpty()) {
            return new CommandFailure(message, hint());
        }
        return new CommandFailure(
                request.describe() + ": the server answered " + status() + "; is --alertmanager.url a Tocsin server?",
                status() == 404 ? UNKNOWN_HINT : hint());
    }

    /** What to do about the status; empty for most. */
    String hint() {
        return answer.status() == 401
                ? "user or password is wrong or missing; name them as in"
                        + " --alertmanager.url=http://user:password@host:9093, or in the file of --http.config.file."
                : "";
    }

    /** @throws CommandFailure if the status is not 200 or the body is no JSON */
    JsonValue json() throws CommandFailure {
        check();
        try {
            return JsonValue.parse(answer.body());
        } catch (IOException e) {
            String shown = shownBody();
            throw new CommandFailure(
                    request.describe() + ": the answer is not JSON"
                            + (shown.isEmpty() ? " but empty" : ", it begins with: " + shown)
                            + "; is --alertmanager.url right?",
                    e);
        }
    }

    private String bodyAsJson() {
        try {
            return JsonValue.parse(answer.body()).print();
        } catch (IOException ignored) {
            // Answers of proxies are not JSON; their text is worth as much.
            return new JsonValue.Text(shownBody()).print();
        }
    }

    /** What Tocsin's own part of the API says of an error; empty where the answer is another server's. */
    String message() {
        try {
            JsonValue body = JsonValue.parse(answer.body());
            return Shown.plain(body.string() + body.get("message").string());
        } catch (IOException ignored) {
            // What stands before the API answers with a sentence, and so do servers that do not know what is asked for.
            return answer.status() == 401 || answer.status() == 403 ? shownBody() : "";
        }
    }

    /** The beginning of the body, on one line and without control characters. */
    String shownBody() {
        byte[] body = answer.body();
        String text = new String(body, 0, Math.min(body.length, SHOWN_MAX), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return body.length > SHOWN_MAX ? text + "..." : text;
    }
}
