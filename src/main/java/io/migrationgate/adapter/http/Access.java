package io.migrationgate.adapter.http;

import java.util.Optional;

/**
 * With which right a forge is asked.
 *
 * @param token sent as a bearer token, to the forge's own address and to no other
 * @param readAdvice what to do when it may not read, as a sentence
 * @param writeAdvice what to do when it may not write, as a sentence
 */
public record Access(Optional<Secret> token, String readAdvice, String writeAdvice) {}
