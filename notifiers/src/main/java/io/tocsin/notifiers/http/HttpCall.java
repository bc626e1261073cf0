package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One request as an integration wants it sent, before {@code http_config} adds to it.
 *
 * @param method {@code POST}, {@code GET}, {@code PUT}
 * @param url absolute, http or https; a secret because most integrations carry a token in it
 * @param headers in this order, over what the client sets itself; an {@code Authorization} here wins over http_config's
 * @param body empty for none; handed over, not to be changed any more
 * @param answerLimit how much of the answer is read
 */
public record HttpCall(String method, Secret url, List<Header> headers, Buffer body, AnswerLimit answerLimit) {

    public HttpCall {
        requireNonNull(method, "method");
        requireNonNull(url, "url");
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
        requireNonNull(answerLimit, "answerLimit");
    }

    /** One whose answer is short. */
    public HttpCall(String method, Secret url, List<Header> headers, Buffer body) {
        this(method, url, headers, body, AnswerLimit.DEFAULT);
    }

    /** @param value a secret where it is one to the receiver; this type never prints it */
    public record Header(String name, String value) {
        public Header {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static HttpCall postJson(Secret url, byte[] body) {
        return new HttpCall("POST", url, List.of(new Header("Content-Type", "application/json")), Buffer.buffer(body));
    }

    /** This call with one more header. */
    public HttpCall with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpCall(method, url, more, body, answerLimit);
    }

    /** This call with another limit to what is read of its answer. */
    public HttpCall reading(AnswerLimit other) {
        return new HttpCall(method, url, headers, body, other);
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + ", " + body.length() + " bytes]";
    }
}
