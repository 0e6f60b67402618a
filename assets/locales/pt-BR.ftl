### O que o programa diz em português do Brasil. As mensagens e as variáveis são as mesmas de en.ftl.

## Durações

duration-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
duration-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
duration-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
duration-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
# Duas unidades vizinhas, como "3 horas" e "20 minutos".
duration-two-units = { $larger } e { $smaller }

## Momentos
##
## $time é a hora do relógio, como 14:32:05; $zone é o nome curto do fuso horário, como CET ou -03.

moment-today = { $time } { $zone }
# $day vai de 1 a 31, $month de 1 a 12.
moment-on-another-day = { $day }/{ $month }, { moment-today }
# O mesmo como resposta a "quando".
at-moment-today = às { $moment }
at-moment-on-another-day = em { $moment }

# Um dia que pode ser de outro ano.
calendar-day-of-year = { $day }/{ $month }/{ $year }

## Estações do caminho

station-credentials = Credenciais
station-number = Número
station-method = Método
station-code = Código
station-security = Segurança
station-connected = Conexão
rail-step = Passo { $nth } de { $count }

## Métodos

method-sms = SMS
method-voice = Chamada de voz
method-popup = Aviso no WhatsApp

## Travas e esperas

lock-open = disponível
lock-until = abre em { $wait }, { $at }
lock-closed = o WhatsApp fechou para este número
lock-not-eligible = não oferecido para este número
lock-unknown = espera desconhecida, consulte de novo
lock-short-closed = o WhatsApp fechou
lock-short-unknown = prazo desconhecido
choice-in-a-moment = disponível em { $wait }
choice-in = disponível em { $wait }, { $at }
at-time-ago = { $time }, há { $age }
at-time-now = { $time }, agora mesmo
in-wait-at = em { $wait }, { $at }
no-check-yet = nenhuma ainda
in-wait = em { $wait }

## Rótulos

fact-number = Número
fact-asked-number = Número solicitado
fact-name = Nome
fact-device = Aparelho
fact-requests = Códigos pedidos aqui em 24 h
fact-last-request = Último pedido
method-at = { $method } { $when }
fact-method = Método
fact-requested = Pedido
fact-next-request = Novo pedido
fact-wrong = Recusados até agora
fact-waiting-since = Esperando desde
fact-last-check = Última consulta
fact-next-check = Próxima consulta
fact-transfers = Transferências tentadas
fact-took = Duração
fact-instances = Instâncias
fact-page = Página
fact-instance = Instância
fact-due = Paga até
fact-payment = Pagamento
payment-paid = em dia
fact-email = E-mail de recuperação
fact-two-step = PIN de duas etapas
shield-set = definido
shield-unset = não definido
shield-unread = não foi possível ler
email-verified = { $address }, confirmado
email-unverified = { $address }, aguarda o código
not-said = não informado
checking = consultando…

## Credenciais

credentials-title = Credenciais da instância
credentials-lead = Três valores do painel da Z-API. Continuar só lê o estado da instância; nada é alterado.
credentials-lead-resuming = Para continuar com { $number }. Os tokens nunca são guardados, então os desta instância são necessários de novo. O primeiro passo só lê o status da instância.
keep-title = Credenciais a guardar
keep-lead = Três valores do painel da Z-API. Ficam guardados como "{ $name }", legíveis só por você. Nada é enviado.
field-instance-id = ID da instância
field-instance-id-hint = Painel: Instâncias, a sua instância. Ou cole aqui o endereço da API.
field-instance-token = Token da instância
field-instance-token-hint = Painel: Instâncias, a sua instância, ao lado do ID.
field-client-token = Token de segurança da conta (Client-Token)
field-client-token-hint = Painel: Segurança, Token de segurança da conta. Não é o token da instância.
field-held-hint = Guardado. Backspace apaga, colar substitui.
unusual-instance-id = Incomum: um ID tem 32 caracteres, 0-9 e A-F.
unusual-instance-token = Incomum: um token tem 24 caracteres, 0-9 e A-F.
unusual-client-token = Incomum: ele tem 34 caracteres, F no início e S no fim.
submit-credentials = Verificar e continuar
submit-keep = Guardar

## Instâncias de uma conta

partner-title = Listar as suas instâncias
partner-lead = O token de parceiro lê a lista das instâncias da conta. Isso não muda nada.
field-partner-token = Token de parceiro
field-partner-token-hint = A Z-API o entrega a parceiros. Não é nenhum dos dois outros tokens.
submit-partner = Listar as instâncias
instances-title = Escolha a instância
instances-lead = As instâncias mobile vêm primeiro. Escolher uma preenche o ID e o token; depois só o status é lido.
instances-none = O serviço não lista nenhuma instância aqui.
instances-web = Só instâncias mobile podem registrar um número. As instâncias web aparecem na lista e não podem ser escolhidas.
instance-named = { $name } ({ $id })
instance-unnamed = Instância { $id }
instance-web = instância web, não registra
instance-no-token = o token não está na lista
instance-kind-unknown = tipo não informado
instance-until = até { $day }
instance-ended = terminou em { $day }
instance-connected = conectada
instance-free = não conectada
page-of = { $page } de { $pages }

## Já conectada

already-title = Esta instância já está conectada
already-lead = Nada foi alterado e nada é sobrescrito. Para usar outro número nela, desconecte-a antes no painel da Z-API.
already-line-unknown = Não foi possível ler qual linha está conectada.

## A instância

warn-ended = A assinatura terminou em { $day }. Os códigos podem ser recusados: renove antes no painel.
warn-ends-soon = A assinatura termina em { $wait }, em { $day }. Renove no painel a tempo.
warn-payment = O serviço chama o pagamento de "{ $word }", e não de "PAID".

## Número

number-title = Número a conectar
number-lead = O número precisa estar ativo: o código vai para ele. Um número internacional com + pode ser colado inteiro.
field-calling-code = Código do país (DDI)
field-calling-code-hint = { $code }: { $country }.
field-country = País ou código do país (DDI)
field-country-hint = Para mudar, digite o nome ou o código.
field-country-hint-list = { $count ->
        [one] { $count } país
       *[other] { $count } países
    }: digite nome ou código, ou use ↑ ↓.
field-country-hint-none = Nada encontrado. Tente outra grafia ou o código.
field-national = Número com DDD
field-national-hint = DDD e número, por exemplo { $example }.
field-national-other = Número sem o código do país
field-national-hint-other = Por exemplo { $example }.
field-national-hint-trunk = Sem o { $prefix } inicial, por exemplo { $example }.
field-national-hint-zero = Com o 0 inicial, se houver; por exemplo { $example }.
field-national-hint-unknown = Como se disca do exterior, sem o código do país.
submit-number = Continuar

gate-title = Usar { $number }?
gate-lead = No fim, o WhatsApp sai do celular que tem este número, e o número passa a funcionar pela API. Continuar prepara o número no WhatsApp; nenhum código é pedido ainda.
gate-replaces-session = Esta instância guarda a sessão perdida de um número. Continuar a substitui. Se é aquele número que deve voltar, saia daqui e restaure a sessão no painel.
gate-taken-over = Outra instância ou outro acesso assumiu o número que estava conectado aqui. Descubra quem o usa antes de continuar.
warn-not-valid = O plano de numeração não conhece este número. Confira dígito por dígito com o cliente antes de continuar.
warn-lacks-ninth = Parece um celular brasileiro sem o nono dígito. Peça ao cliente o número como se disca hoje.
warn-landline = É um telefone fixo: SMS não chega nele, só a chamada de voz.

## Quadro

board-title = Como o código deve chegar?
board-lead = Escolha um caminho para { $number }. Nada é enviado ainda: a próxima tela pergunta mais uma vez.
board-live = Há um registro em andamento: um código foi pedido às { $time }. Você pode retomá-lo.
board-turned-away = A solicitação por { $method } às { $time } foi recusada com HTTP { $status } antes de qualquer efeito. Ela não conta e não é repetida automaticamente.
board-early = Já se passaram 48 horas da espera de { $method }, e o WhatsApp informa que está disponível de novo. A espera indicada ainda não terminou. Você pode solicitar antes do fim, com risco para o número; o seguro é esperar.
advice-resume = Recomendado: retomar o registro em andamento.
advice-wait-for-code = Recomendado: espere mais um pouco, pois o código pode levar alguns minutos.
advice-ask = Recomendado: { $method }.
advice-wait = Recomendado: esperar. { $method } abre em { $wait }, { $at }.
advice-refresh = Recomendado: atualizar os tempos de espera.
advice-nothing = Nenhuma forma pode ser pedida agora: o WhatsApp fechou todas. Espere algumas horas e atualize os tempos de espera.

request-title = Pedir um código agora?
request-lead-sms = O WhatsApp envia um SMS com um código para { $number }. Cada pedido conta: pedidos demais bloqueiam o número por horas.
request-lead-voice = O WhatsApp liga para { $number } e dita um código; alguém precisa atender. Cada pedido conta: pedidos demais bloqueiam o número por horas.
request-lead-popup = O WhatsApp mostra um aviso no celular que tem { $number }. Esse celular está na mão de alguém, desbloqueado? Cada pedido conta.
request-early-title = Solicitar um código antes do fim da espera?
request-early-lead = O WhatsApp indicou uma espera até { $time } (faltam { $wait }). Solicitar antes disso pode bloquear o número por dias ou aumentar a espera. Solicite agora só se o titular não puder esperar e souber disso.
captcha-title = Leia a imagem
captcha-lead = O WhatsApp só envia o código para { $number } depois que esta imagem for lida. O pedido já conta e não é feito de novo.
field-captcha = Caracteres da imagem
field-captcha-hint = Ctrl-O zoom, Shift-setas movem, Ctrl-Y inverte, Ctrl-T contraste, Ctrl-S salva
field-captcha-save-hint = Ctrl-S salva a imagem em um arquivo
field-captcha-unseen-hint = Como alguém os ler.
submit-captcha = Enviar
picture-not-shown = { $why } Se alguém a ler em outro lugar, digite a resposta aqui. Senão, espere horas antes de outro pedido.
picture-elsewhere = { $why } Salve-a, abra o arquivo em um navegador ou visualizador de imagens e digite aqui o que aparece.
picture-empty = O serviço não enviou a imagem.
picture-not-kept = A imagem chegou a outra sessão e não ficou guardada aqui.
picture-kept-by = A imagem está guardada com { $owner }: só esse usuário desta máquina pode abri-la, por exemplo com "zapi-onboard captcha".
picture-damaged = A imagem está danificada e não pode ser mostrada.
picture-too-large = A imagem é maior que qualquer uma real e não é aberta.
picture-unknown-format = O que chegou não é um tipo de imagem conhecido e não pode ser mostrado aqui.
picture-other-format = A imagem é um arquivo { $format }, que não pode ser mostrado aqui.
picture-saved = Salva em { $path }, legível só por você, até a imagem ser respondida. No seu computador: { $command }
picture-kept = Salva em { $path }, legível só por você, com os bytes exatamente como chegaram. No seu computador: { $command }
picture-not-saved = A imagem não pôde ser salva: não há como gravar na pasta de arquivos temporários.

## Código

code-title = Digite o código
code-lead-sms = Foi pedido um SMS com um código para { $number }. Peça ao cliente para ler o código para você.
code-lead-voice = Foi pedida uma chamada que dita um código para { $number }. Peça os dígitos ao cliente.
code-lead-popup = Foi pedido um aviso no celular que tem { $number }. Ele mostra um código ou conecta com um toque.
code-other-method = Você pediu { $asked } e o serviço usou { $used }.
field-code = Código
field-code-hint = Seis dígitos. Você pode colar 123-456.
submit-code = Enviar o código
pause-note = Três códigos recusados. Pausa até { $time } ({ $wait }), para o WhatsApp não bloquear o número. Enquanto isso, confira os dígitos com o cliente.
pause-by-service = O WhatsApp não aceita mais nada até { $time } ({ $wait }). O que você digitar fica aqui.
pause-long-code = O WhatsApp não aceita códigos até { $time } ({ $wait }). Solicite um novo abaixo assim que a forma de receber estiver disponível.
pause-long-captcha = O WhatsApp não aceita respostas à imagem até { $time } ({ $wait }). Solicite um novo código abaixo assim que a forma de receber estiver disponível.
pause-long-pin = O WhatsApp não aceita PIN até { $time } ({ $wait }). Se o titular não tiver certeza do PIN, pode redefini-lo por e-mail enquanto isso.
pause-note-captcha = Três respostas à imagem recusadas. Pausa até { $time } ({ $wait }), para o WhatsApp não bloquear o número. Enquanto isso, olhe a imagem de novo.
pause-note-pin = Três PINs recusados. Pausa até { $time } ({ $wait }), para o WhatsApp não bloquear o número. Enquanto isso, peça de novo o PIN ao titular.
not-arrived-title = Nenhum código ainda
not-arrived-lead = Primeiro confira { $number } com o cliente, dígito por dígito. Um código para o número errado chega a outra pessoa.
not-arrived-check-sms = O celular está ligado, com sinal, e sem bloqueio de remetentes desconhecidos? Vale a mensagem mais nova.
not-arrived-check-voice = O telefone está ligado, com sinal, e sem bloqueio de chamadas desconhecidas? Uma ligação não atendida se perde.
not-arrived-check-popup = O WhatsApp está aberto no celular que tem o número, com internet?

## PIN

pin-title = PIN da confirmação em duas etapas
pin-lead = { $number } é protegido por um PIN que o dono escolheu no WhatsApp. Ele não chega por mensagem: pergunte ao dono.
field-pin = PIN
field-pin-hint = Seis dígitos, mostrados como pontos. Enter envia.
submit-pin = Enviar o PIN
recovery-title = Pedir a redefinição do PIN por e-mail?
recovery-lead = O WhatsApp envia um link ao e-mail que o dono de { $number } informou no aplicativo. Nenhum código volta para cá: o dono abre o link, redefine o PIN e diz o novo. Sem e-mail na conta, nada chega.
recovery-sent = Um e-mail foi pedido às { $time }. O dono abre o link; depois digite o novo PIN.
recovery-lost = Um e-mail foi pedido às { $time }, e { $came }. Veja a caixa de entrada antes de pedir de novo.

## Aparelho

device-title = Confirme no celular
device-lead = O celular que tem { $number } pergunta se o WhatsApp deve mudar de aparelho. O cliente abre o WhatsApp nele e aceita. Este programa continua verificando sozinho.

## Verificação

verifying-title = Verificando a conexão
verifying-lead = O último passo foi aceito. { $number } só conta como conectado quando o serviço disser isso e informar o mesmo número.
verifying-overdue = Sem conexão após um minuto: o celular pode ainda pedir confirmação, ou outra instância pode estar com o número. Verifique os dois. Consultar de novo não envia nada; ao voltar, o registro fica guardado.
same-line-title = É a mesma linha?
same-line-lead = Você pediu { $number }. A instância está conectada como { $shown }. O WhatsApp pode escrever uma linha de outra forma, mas aqui não é certo. Compare com o número que o cliente disca.
same-line-lead-already = Esta instância diz que já está conectada, como { $shown }. Isso pode ter sobrado de antes, ou outra pessoa pode ter conectado. Por isso nada é enviado. O WhatsApp deixou de funcionar no celular de { $number }? Se não, verifique de novo ou volte.
same-line-lead-unreadable = A instância está conectada, mas o WhatsApp não mostra um número de telefone. É { $number }? Veja no painel da Z-API ou pergunte ao cliente se o WhatsApp deixou de funcionar no celular dele.

## Resultado desconhecido

unknown-title = Sem resposta: o que você vê?
unknown-title-unclear = Resposta pouco clara: o que aparece no celular do cliente?
# O que veio em vez de uma resposta, nas frases abaixo.
unknown-came-nothing = nenhuma resposta voltou
unknown-came-status = chegou HTTP { $status }, que não diz se valeu
unknown-came-vague = a resposta não diz se valeu
unknown-lead-request = O pedido de código para { $number } foi enviado e { $came }. Ele pode ter contado, por isso não é repetido. Espere um minuto e pergunte ao cliente.
unknown-lead-captcha = A leitura da imagem foi enviada, e { $came }. Um código para { $number } pode estar a caminho. Espere um minuto e pergunte ao cliente.
unknown-lead-code = O código foi enviado e { $came }. Ele pode ter sido aceito, por isso não é reenviado sozinho. Olhe o celular.
unknown-lead-pin = O PIN foi enviado e { $came }. Ele pode ter sido aceito, por isso não é reenviado sozinho. Olhe o celular.
unknown-lead-transfer = A transferência foi pedida e { $came }. Ela pode ter funcionado, por isso não é repetida sozinha.

## Paradas

halted-unavailable-title = Este número não pode ser registrado por enquanto
halted-unavailable-lead = O serviço diz que { $number } não está disponível. Confira o número com o cliente; consulte de novo quando a espera acabar.
halted-banned-title = O WhatsApp baniu este número
halted-banned-lead = Nenhum código pode ser pedido para { $number }. O WhatsApp aceita um recurso, que pode ser escrito e enviado daqui. Tentar de novo antes disso não muda nada.
halted-review-title = O WhatsApp analisa o recurso
halted-review-lead = O recurso de { $number } foi enviado às { $time }. Nenhum aviso traz o resultado, e pode levar dias. Pergunte sobre o número mais tarde; quando o banimento acabar, as formas de receber o código abrem.
halted-review-lost-lead = O recurso de { $number } foi enviado às { $time }, e { $came }. Pode ter chegado: pergunte sobre o número mais tarde e só envie de novo se o banimento continuar.
halted-blocked-title = O WhatsApp bloqueou este número por enquanto
halted-blocked-lead = Pare aqui: cada tentativa aumenta o bloqueio. Espere de 1 a 6 horas e tente uma única vez, com o WhatsApp aberto no celular que tem { $number }. Uma nova consulta é oferecida quando a primeira espera acabar.
halted-blocked-until = O serviço informa uma espera: { $wait }, até { $time }.
halted-declined-title = O pedido de código foi recusado
halted-declined-lead = O serviço não enviou um código para { $number } e não disse por quê. Não peça de novo agora: espere algumas horas e consulte outra vez, ou fale com o suporte da Z-API informando o número e a hora.
halted-unknown-title = Uma resposta que ninguém documentou
halted-unknown-lead = O serviço respondeu ao pedido de código para { $number } de um jeito que este programa não conhece. Nada mais é pedido. Envie o texto abaixo ao suporte da Z-API.
halted-wrong-title = Outro número foi conectado
halted-wrong-lead = Você pediu { $number } e a instância está conectada com outra linha. Não a use. Desconecte-a no painel da Z-API, avise o dono daquela linha e só então consulte de novo.
welcome-title = Bem-vindo de volta
welcome-lead = Há números não concluídos. Continue com um deles de onde parou ou comece com outro número. Nada é enviado antes de você mandar.
unfinished-label = { $number }: { $situation }
unfinished-held = em uso por { $who }
unfinished-handed-over = entregue a outra máquina: pergunte lá antes
unfinished-last = última vez: { $time }
situation-number = o número está escolhido
situation-board = escolher como o código chega
situation-captcha = falta responder o captcha
situation-code = aguardando o código
situation-pin = falta o PIN de duas etapas
situation-device = o celular precisa confirmar
situation-verification = a verificação final
situation-in-doubt = uma resposta perdida a esclarecer
situation-connected = conectado
report-title = Registro de { $number }
report-session = Sessão
report-service = Serviço
report-situation = Situação
report-state = Estado
report-connected-as = O WhatsApp mostra
entry-begun = começou
entry-taken-up = retomou
entry-taken-over = assumiu no lugar de { $who }
entry-exported = entregou a outra máquina
entry-imported = recebeu de { $who }
entry-forgotten = mandou esquecer
entry-late = depois que o número foi assumido: { $step } – { $outcome }
entry-ended = { $step } – { $outcome }
ended-not-sent = nada foi enviado
ended-succeeded = aceito
ended-declined = recusado
step-credentials = credenciais da instância { $instance } aceitas
step-availability = disponibilidade de { $number } consultada
step-requested = código pedido para { $number }: { $method }, pedido { $nth }
step-code = código enviado, tentativa { $nth }
step-pin = PIN de duas etapas enviado, tentativa { $nth }
step-captcha = captcha respondido, tentativa { $nth }
step-recovery = e-mail para um novo PIN pedido
step-transfer = transferência chamada, tentativa { $nth }
step-transfer-posted = transferência chamada por POST, tentativa { $nth }
step-appeal = recurso enviado, número { $nth }
step-email = endereço de e-mail da conta enviado
step-email-code = código do e-mail enviado
step-new-pin = novo PIN de duas etapas enviado
step-nothing-sent = não saiu desta máquina
step-turned-away = recusado com HTTP { $status } antes de qualquer efeito
step-wait-overridden = O resto da espera de { $method } foi dispensado
step-captcha-required = o serviço pede a resposta de um captcha
step-pin-required = o serviço pede o PIN de duas etapas
step-device-required = o serviço pede uma confirmação no celular
step-unknown = nenhuma resposta clara veio: o resultado é desconhecido
step-in-review = o WhatsApp analisa o recurso
step-unbanned = o WhatsApp retirou o banimento
step-halted = parou
step-connected = o número certo está conectado
step-resumed = continuado
held-title = Outra pessoa já está nisso
held-lead-line = { $who } está registrando { $number } nesta máquina desde { $time }. Duas pessoas no mesmo número gastam os pedidos de código e causam bloqueio.
held-lead-instance = { $who } está usando esta instância para outro número nesta máquina desde { $time }. Uma instância conecta um só número.
held-warning = Fale com essa pessoa primeiro. Se você assumir, o programa dela não envia nada novo. Consultar funciona na hora; se uma chamada dela estiver em andamento, o envio espera até que ela não possa mais chegar: 55 segundos no máximo.
under-way-note = { $who } não envia nada novo; uma chamada em andamento ainda pode chegar até { $time } ({ $wait }). Até lá, nada é enviado daqui. Consultar funciona na hora.
under-way-unnamed = O programa anterior
late-note = Resultado da chamada que estava em andamento: { $step } – { $outcome }.
late-note-by = Resultado da chamada de { $who }: { $step } – { $outcome }.
late-not-sent = interrompida a tempo, nada foi enviado
late-succeeded = o serviço atendeu
late-step-wanted = o serviço exige mais uma etapa
late-declined = o serviço não atendeu
late-blocked = o número está bloqueado
late-unknown = não se sabe se teve efeito
trouble-title = Nada pode ser anotado
trouble-set-aside-title = O diário estava danificado
trouble-set-aside-lead = { $path } não pôde ser lido. Foi guardado sem alteração como { $aside }, e um novo foi começado. Registros anteriores, pedidos e esperas não são conhecidos aqui: leia as esperas de novo antes de pedir um código.
trouble-newer = { $path } foi escrito por uma versão mais nova do zapi-onboard e não é tocado. Use essa versão ou indique outra pasta com --state-dir.
trouble-not-writable = { $path } não aceita escrita. Dê a esta conta o direito de escrever ali ou indique outra pasta com --state-dir.
trouble-full = Não há espaço para { $path }. Libere espaço nesse disco e tente de novo.
trouble-exposed = { $path } pode ser lido por outras contas, e esta conta não pode mudar isso. O dono pode: chmod 600.
trouble-busy = Outro processo mantém { $path } ocupado. Tente de novo em instantes.
trouble-replaced = { $path } foi removido, movido ou substituído enquanto um programa o usava. Coloque-o de volta e tente de novo, ou feche todos os zapi-onboard e comece outra vez.
trouble-open-elsewhere = { $path } foi escrito por uma versão anterior e precisa ser atualizado, o que não é possível enquanto estiver aberto por { $who }. Peça que feche o zapi-onboard e tente de novo.
trouble-open-elsewhere-unnamed = { $path } foi escrito por uma versão anterior e precisa ser atualizado, o que não é possível enquanto estiver aberto em outro zapi-onboard. Feche o outro e tente de novo.
trouble-broken = { $path } não pode ser usado. Verifique essa pasta e o disco dela ou indique outra com --state-dir.
journal-on-network = O progresso salvo está em um sistema de arquivos de rede ({ $kind }): programas em outras máquinas podem não ver quem atende um número. Use um disco local (--state-dir).
request-on-network = O progresso salvo está em um sistema de arquivos de rede ({ $kind }). Só solicite um código se ninguém estiver atendendo este número em outra máquina: duas solicitações contariam.
trouble-warning = Sem isso, uma queda da linha perde onde você está, e ninguém mais nesta máquina vê que você está em um número. Um pedido conta do mesmo jeito.
appeal-title = Recurso contra o banimento
appeal-lead = Diga por que o WhatsApp deve liberar { $number }. O texto é enviado uma vez, como está aqui.
field-appeal = Motivo
field-appeal-hint = Ctrl-T traz o próximo texto pronto, em cada idioma; edite.
submit-appeal = Enviar o recurso
appeal-template-business = Olá. Este número é da nossa empresa, e é por ele que os clientes falam conosco. Só escrevemos a quem nos procurou ou autorizou. Acreditamos que o banimento foi um engano e pedimos uma revisão.
appeal-template-new = Olá. Recebemos este número da operadora há pouco tempo e não conhecemos o dono anterior. Ainda não enviamos nada por ele. Pedimos que revisem o banimento.
appeal-template-mended = Olá. Lemos os termos de uso e encontramos o que os violou: mensagens a pessoas que não tinham autorizado. Paramos com isso e mudamos nosso procedimento. Pedimos a liberação do número.

## Sair

leave-title = Sair deste registro?
leave-lead-unknown = A última chamada sobre { $number } ficou sem resposta, e ainda não se sabe se teve efeito. A tela de métodos guarda esta pergunta.
leave-lead-captcha = O código de { $number } espera pelo captcha. O registro continua disponível na tela de métodos.
leave-lead-code = Um código para { $number } foi pedido. Este registro continua disponível na tela de métodos: quando o código chegar, retome-o por lá.
leave-lead-pin = { $number } espera o PIN. O registro continua disponível na tela de métodos.
leave-lead-device = { $number } espera a confirmação no celular. O registro continua disponível na tela de métodos.
leave-lead-verification = { $number } passou por todos os passos; só falta a verificação final. O registro continua disponível na tela de métodos.

## Conectado

connected-title = Conectado
connected-lead = { $number } agora funciona pela API. O serviço e o aparelho informam o mesmo número.
connected-lead-confirmed = { $number } agora funciona pela API. Você confirmou que a linha conectada é este número.
connected-other-spelling = Você pediu { $number }, e o WhatsApp mostra { $shown }. É a mesma linha.

## Proteger a conta

secure-title = Proteger a conta
secure-lead = { $number } está conectado. Um e-mail permite ao dono recuperar a conta, e um PIN impede que outros registrem o número. Os dois podem ser pulados.
email-title = E-mail de recuperação
email-lead = Com este endereço, o dono de { $number } pode redefinir um PIN esquecido. Enviar define o endereço, no lugar de qualquer anterior.
field-email = Endereço de e-mail
field-email-hint = Um que o dono lê, como nome@example.com.
submit-email = Definir este endereço
email-code-title = Código do e-mail
email-code-lead = Um código foi enviado ao e-mail da conta. O endereço vale depois que o código for entregue.
field-email-code = Código
field-email-code-hint = Como está no e-mail. Veja também a pasta de spam.
email-code-pause = Três códigos recusados. Pausa até { $time } ({ $wait }); enquanto isso, procure o e-mail mais recente.
submit-email-code = Entregar o código
new-pin-title = Definir um PIN de duas etapas
new-pin-lead = O WhatsApp vai pedir este PIN quando { $number } for registrado de novo. O dono precisa saber e guardar. Enviar define o PIN, no lugar de qualquer anterior.
field-new-pin = Novo PIN
field-new-pin-hint = Seis dígitos, mostrados como pontos.
field-new-pin-again = Novo PIN mais uma vez
field-new-pin-again-hint = Os mesmos seis dígitos.
submit-new-pin = Definir este PIN

## Escolhas

choice-back = Voltar
choice-back-change = Não, voltar
choice-leave = Sair do programa
choice-list-instances = Escolher de uma lista com um token de parceiro
choice-next-page = Próxima página
choice-previous-page = Página anterior
choice-use-number = Sim, usar este número
choice-request = Sim, pedir agora
choice-pick-early = { $method }, antes do fim da espera
choice-request-early = Sim, solicitar antes do fim da espera
choice-ask-again = Consultar o número de novo
choice-look-again = Atualizar os tempos de espera
choice-resume = Retomar o registro em andamento
choice-start-new = Começar com outro número
choice-try-again = Tentar de novo
choice-go-on = Continuar
choice-go-unrecorded = Continuar sem anotar nada
choice-take-over = Assumir
choice-check-now = Consultar agora
choice-accepted = O cliente aceitou no celular: concluir
choice-transfer-by-post = O cliente aceitou no celular: concluir por POST
choice-pin-forgotten = O dono não sabe o PIN
choice-recover-pin = Sim, pedir o e-mail ao WhatsApp
choice-not-arrived = O código não chegou
choice-have-code = Já tenho um código
choice-write-appeal = Escrever um recurso
choice-code-arrived = Um código chegou
choice-nothing-arrived = Nenhum código chegou
choice-type-again-code = Nada mudou no celular: digitar o código de novo
choice-type-again-pin = Nada mudou no celular: digitar o PIN de novo
choice-type-again-captcha = Sem código: ler a imagem de novo
choice-pin-asked = O WhatsApp está pedindo o PIN
choice-phone-asks = O celular pede para confirmar a mudança
choice-same-line = Sim, é a mesma linha
choice-other-line = Não, é outra linha
choice-protect = Proteger a conta
choice-set-email = Definir o e-mail de recuperação
choice-type-email-code = Digitar o código do e-mail
choice-set-pin = Definir o PIN de duas etapas
choice-stay = Ficar aqui
choice-keep-waiting = Continuar esperando este código
choice-leave-registration = Sair por enquanto
choice-stop-waiting = Não esperar mais a resposta

## Chamadas em andamento

doing-reading-status = Lendo o estado da instância…
doing-reading-device = Lendo qual número está conectado…
doing-reading-instance = Lendo o nome e o prazo da instância…
doing-listing-instances = Lendo a lista de instâncias…
doing-asking-availability = Consultando o número…
doing-requesting-code = Pedindo o código…
doing-sending-code = Enviando o código…
doing-sending-pin = Enviando o PIN…
doing-answering-captcha = Enviando a resposta…
doing-recovering-pin = Pedindo o e-mail…
doing-finishing-transfer = Concluindo a transferência…
doing-appealing = Enviando o recurso…
doing-reading-security = Lendo o que protege a conta…
doing-setting-email = Definindo o e-mail…
doing-verifying-email = Entregando o código do e-mail…
doing-setting-pin = Definindo o PIN…
doing-until = { $doing } No máximo { $wait }, até { $time }.

## O que uma consulta encontrou

finding-pending = ainda não conectado
finding-taken-over = outra instância ou outro acesso assumiu o número
finding-line-unclear = conectado, mas não foi possível ler o número
finding-unclear = a resposta não diz
finding-unreachable = não foi possível falar com o serviço
finding-limited = o serviço pediu uma pausa
finding-refused = o serviço recusou a consulta
check-at = { $finding } ({ $time })

## Problemas

problem-empty-id = Falta o ID da instância.
problem-empty-token = Falta o token da instância.
problem-empty-client = Falta o token de segurança da conta. Ele fica no painel em Segurança e precisa ser ativado lá uma vez.
problem-unusable-id = O ID da instância tem um espaço ou um caractere inválido. Copie-o de novo do painel.
problem-unusable-token = O token da instância tem um espaço ou um caractere inválido. Copie-o de novo do painel.
problem-unusable-client = O token de segurança da conta tem um espaço ou um caractere inválido. Copie-o de novo do painel.
problem-other-address = Isto é um endereço, mas não o da API de uma instância. Esse tem a forma …/instances/ID/token/TOKEN.
problem-unplaced = { $count ->
        [one] Um valor colado não se parece com nenhum dos três e ficou de fora. Cole-o sozinho no campo certo.
       *[other] { $count } valores colados não se parecem com nenhum dos três e ficaram de fora. Cole cada um sozinho no campo certo.
    }
problem-which-field = { $left ->
        [one] Um valor colado, de { $chars } caracteres, não se parece com nenhum dos três. Ele fica oculto. Qual deles é? 1: ID da instância, 2: token da instância, 3: token de segurança da conta (Client-Token), 0: nenhum, descartar.
       *[other] { $left } valores colados não se parecem com nenhum dos três. Eles ficam ocultos. Qual deles é o próximo, de { $chars } caracteres? 1: ID da instância, 2: token da instância, 3: token de segurança da conta (Client-Token), 0: nenhum, descartar.
    }
problem-same-token = O token de segurança da conta é igual ao token da instância: os dois foram trocados ou repetidos. O token de segurança da conta fica no painel em Segurança.

problem-partner-empty = Falta o token de parceiro.
problem-partner-unusable = O token de parceiro tem um espaço ou um caractere que nenhum token tem. Copie de novo.
problem-partner-other = Este é igual a um dos outros tokens, o que é sempre uma troca. A Z-API entrega o token de parceiro a parceiros.

problem-no-calling-code = Falta o código do país. O do Brasil é 55.
problem-unknown-calling-code = Nenhum país tem este código.
problem-number-empty = Falta o número.
problem-number-not-digits = { $sign } na posição { $place } do número não é um dígito.
problem-number-prefix = O { $prefix } na frente não faz parte do número: não se disca mais. Sem ele, o número é { $number }. Confira com o cliente.
problem-number-short = O número tem dígitos de menos para o país.
problem-number-long = O número tem dígitos demais para o país.
problem-number-length = Nenhum número deste país tem essa quantidade de dígitos.
problem-number-area = Falta o código de área (no Brasil, o DDD). Peça-o ao cliente e ponha-o antes do número.
problem-number-repeats = O código do país está duas vezes. Apague-o do início do número.

problem-email-empty = Falta o endereço de e-mail.
problem-email-space = Há um espaço no endereço de e-mail, e nenhum endereço tem espaço.
problem-email-at = Um endereço de e-mail tem um nome, um @ e um domínio, como nome@example.com.
problem-email-domain = O que vem depois do @ precisa ser um domínio com ponto, como example.com.
problem-email-long = Nenhum endereço de e-mail é tão longo.
problem-wrong-email-code = Esse código foi recusado como errado. Compare com o e-mail mais recente.
problem-pins-differ = Os dois PINs não são iguais. Digite os dois de novo.
problem-change-declined = O serviço não fez esta mudança. O que estava definido continua valendo.

problem-several-lines = Foram coladas várias linhas, e nada foi aproveitado. Copie só o que vai neste campo.
problem-digits-empty = Nada foi digitado ainda.
problem-digits-not-digits = { $sign } na posição { $place } não é um dígito.
problem-digits-no-code = Não há código de seis dígitos neste texto. Digite só os seis dígitos.
problem-digits-several = Há mais de um código neste texto: { $codes }. Digite o da mensagem mais recente.
problem-digits-several-pins = Há mais de um PIN neste texto. Digite só os seis dígitos do PIN certo.
odd-letter = A letra { $letter }
odd-sign = O caractere { $sign }
odd-unseen = Um caractere invisível ({ $number })
problem-digits-length = { $count ->
        [one] É { $count } dígito
       *[other] São { $count } dígitos
    }; são necessários seis.
problem-unusual-length = Códigos têm seis dígitos, e este tem { $count }. Se o celular mostra mesmo essa quantidade, envie mais uma vez.
problem-unusual-pin = PINs têm seis dígitos, e este tem { $count }. Se ele tem mesmo essa quantidade, envie mais uma vez.
declined-expired = Este código expirou. Solicite um novo assim que houver uma forma de receber disponível.
declined-too-often = Para o WhatsApp, foi rápido demais ou vezes demais. Não tente de novo antes do fim da espera, ou o número pode ser bloqueado.
declined-no-route = O WhatsApp não consegue chegar a este celular por este meio. Escolha outro.
declined-pin-wanted = O WhatsApp está pedindo o PIN de duas etapas.
declined-bad-request = Para o WhatsApp, algo na solicitação não é válido. Confira o número e o que foi digitado.
declined-service-fault = O serviço tem um problema próprio, que você não consegue resolver. Envie o texto abaixo ao suporte da Z-API.
declined-later = O WhatsApp não está disponível para isso agora. Tente mais tarde.
declined-not-allowed = O WhatsApp não permite isso para este número ou esta conta. Tentar de novo não ajuda; fale com o suporte da Z-API.
declined-other = Isso não foi aceito. A resposta do serviço está abaixo.
declined-until = { $what } Disponível em { $wait } ({ $time }).
problem-wrong-code = Esse código foi recusado como incorreto. Confira no celular: vale a mensagem mais recente. Pode digitar de novo.
problem-wrong-pin = Esse PIN foi recusado como errado. Pergunte de novo ao dono: é o PIN do WhatsApp, não o do celular nem o do banco.
problem-wrong-captcha = A leitura não confere. Olhe mais uma vez: a imagem pode ser outra. Nada se perdeu.
problem-empty-captcha = Digite primeiro o que a imagem mostra.
problem-appeal-empty = Falta o motivo. Escreva-o ou use um texto pronto.
problem-appeal-long = O texto tem { $count } caracteres; vão no máximo { $most }. Encurte-o.
problem-appeal-declined = O serviço não aceitou o recurso. Leia o que ele diz abaixo; enviar o mesmo de novo não ajuda.
problem-appeal-kept-by = O token para o recurso está guardado com { $owner }: esse usuário desta máquina pode enviar o recurso. Para você mesmo enviar, atualize antes os tempos de espera: isso traz um token seu.
problem-appeal-declined-silent = O serviço não aceitou o recurso e não deu motivo. Enviar o mesmo de novo não adianta.
problem-recovery-declined = O WhatsApp não enviou o e-mail. A conta pode não ter e-mail. O dono pode ver no aplicativo: Configurações, Conta.
problem-unbanned = O WhatsApp retirou o banimento. Atualize os tempos de espera para ver como o código pode chegar.
problem-too-early = O celular ainda não aceitou, diz o serviço. Olhe o celular junto com o cliente; espere um pouco antes de tentar de novo.
problem-not-sent-yet = O serviço não enviou o código porque ainda há um tempo de espera. Veja no quadro quando abre.
problem-status-unclear = A resposta do serviço não diz se a instância está livre, por isso nada foi enviado. Tente de novo daqui a pouco.
problem-locked = Agora não: { $lock }.

raw-text = Resposta do serviço: { $text }
raw-status = Status HTTP: { $status }

refusal-client-missing = O token de segurança da conta não chegou ou nunca foi ativado. No painel: Segurança, Token de segurança da conta, ative-o; depois volte às credenciais.
refusal-client-wrong = O token de segurança da conta foi recusado. Talvez tenha sido renovado, ou seja o token da instância por engano. Copie-o do painel em Segurança.
refusal-partner-wrong = O token de parceiro foi recusado. Copie de novo, ou pergunte à Z-API se ele ainda vale. Sem ele, os três valores podem ser digitados.
refusal-address = Esta conta só aceita certos endereços IP, e o seu não é um deles. Inclua-o no painel em Segurança, ou use um servidor aceito; até lá, toda tentativa é recusada.
refusal-no-instance = O serviço não conhece instância com este ID e token. Copie os dois da mesma instância no painel; ela também pode ter sido excluída.
refusal-not-mobile = Esta é uma instância web. Números só são registrados em instâncias mobile, então tentar de novo não ajuda: volte e use as credenciais de uma mobile.
refusal-conflict = Outra instância ou outro acesso usa este número. Descubra quem é e encerre-o no painel; antes disso, tentar de novo só faz um derrubar o outro.
refusal-subscription = O teste ou a assinatura desta instância terminou, e tudo é recusado até renovar no painel. Depois tente de novo: nada se perdeu.
refusal-no-route = O serviço não conhece este caminho. Confira o endereço base; nada foi feito.
refusal-unauthorized = O serviço recusou estas credenciais (HTTP { $status }). Nada foi feito. Copie de novo no painel os valores da instância e o token de segurança da conta: os mesmos não são usados de novo para este número.
refusal-form = O serviço, ou um gateway antes dele, recusou a forma desta chamada (HTTP { $status }). Nada foi feito.
refusal-form-once-more = O serviço, ou um gateway antes dele, recusou a forma desta chamada (HTTP { $status }) antes de qualquer efeito. Ela não é repetida automaticamente. Espere { $wait }, até { $time }; depois, você pode enviar mais uma vez.
refusal-form-over = A forma desta chamada foi recusada de novo (HTTP { $status }) antes de qualquer efeito. Nada mais é solicitado até { $time }. Para o suporte da Z-API: "As chamadas a esta instância mobile, feitas conforme a documentação, recebem HTTP { $status }, duas vezes no mesmo dia. Verifiquem as rotas dela, por favor."
refusal-too-many = O serviço pediu uma pausa. Espere antes do próximo pedido.
refusal-too-many-until = O serviço pediu uma pausa. Espere { $wait }, até { $time }, antes do próximo pedido.
refusal-too-many-over = O serviço pediu uma pausa. Ela terminou: você já pode tentar.
refusal-other = O serviço recusou. Tentar do mesmo jeito não adianta.

clock-ahead = O relógio desta máquina está { $by } adiantado em relação ao do serviço. Os horários seguem esse relógio; as esperas continuam certas.
clock-behind = O relógio desta máquina está { $by } atrasado em relação ao do serviço. Os horários seguem esse relógio; as esperas continuam certas.

cause-dns = O nome do servidor não foi encontrado. Confira a rede e o endereço base.
cause-connect = Sem conexão com o servidor. Confira a rede, um proxy ou firewall e o endereço base.
cause-tls-handshake = Sem conexão segura: o servidor e este programa não chegaram a um acordo. Confira o endereço base e se há um proxy ou firewall no meio do caminho.
cause-tls-no-store = Sem conexão segura: esta máquina não tem certificados para conferir o servidor. Instale os certificados dela (no Debian: ca-certificates).
cause-tls-name = Sem conexão segura: o certificado do servidor é de "{ $names }", e não deste endereço. Confira o endereço base e se há um proxy ou a página de login de uma rede no meio do caminho.
cause-tls-name-unread = Sem conexão segura: o certificado do servidor é de outro endereço. Confira o endereço base e se há um proxy ou a página de login de uma rede no meio do caminho.
cause-tls-expired = Sem conexão segura: o certificado do servidor está vencido. Se o relógio desta máquina estiver errado, acerte-o: ele marca { $today }. Se estiver certo, quem cuida do servidor precisa renovar o certificado.
cause-tls-early = Sem conexão segura: o certificado do servidor ainda não é válido. Se o relógio desta máquina estiver errado, acerte-o: ele marca { $today }. Se estiver certo, quem cuida do servidor precisa trocar o certificado.
cause-tls-issuer = Sem conexão segura: esta máquina não confia em "{ $name }", que emitiu o certificado do servidor. Se for um proxy ou firewall seu, instale aqui o certificado raiz dele ou indique o arquivo em SSL_CERT_FILE; se não for, não continue nesta rede.
cause-tls-issuer-unnamed = Sem conexão segura: esta máquina não confia em quem emitiu o certificado do servidor. Se for um proxy ou firewall seu, instale aqui o certificado raiz dele ou indique o arquivo em SSL_CERT_FILE; se não for, não continue nesta rede.
cause-tls-other = Sem conexão segura: o certificado do servidor não foi aceito. Confira o endereço base e se há um proxy ou firewall no meio do caminho.
cause-tls-issued-by = O certificado foi emitido por "{ $name }".
cause-timeout = O servidor não respondeu a tempo.
cause-broken = A conexão caiu antes de a resposta chegar inteira.
cause-interrupted = O programa terminou antes de a resposta chegar.
cause-not-recorded = Não foi possível anotar que isto seria enviado.
cause-taken-over = Outra pessoa assumiu o número nesse momento.
cause-too-late = Passou tempo demais entre registrar a chamada e enviá-la.
cause-call-under-way = Uma chamada que estava em andamento antes ainda pode chegar.
cause-already-connected = Esta instância diz que já está conectada. Isso pode ter sobrado de antes.
cause-status-changed = O status mudou nesse momento.
cause-redirected = O servidor aponta para outro endereço, que não é seguido para que os tokens não vão para lá. Confira o endereço base.
cause-too-large = A resposta é maior que qualquer uma real e não foi lida.
cause-server-error = O servidor falhou (HTTP { $status }). É do lado dele; tente de novo em um minuto.
cause-not-understood = A resposta (HTTP { $status }) não é uma que o serviço documente. Confira o endereço base; pode haver um gateway no meio.
effect-not-sent = Nada foi enviado.
effect-no-answer = Era só uma consulta, nada mudou. Pode tentar de novo.
effect-unknown = Pode ter tido efeito e não é repetido sozinho.

## The way of the number

passage-phone = celular
passage-service = Z-API
passage-planned = muda ao terminar tudo
passage-waits = espera um sim
passage-checking = em verificação
passage-done = mudou

## A moldura

keys-next = Tab próximo
keys-go-on = Enter continuar
keys-new-line = Enter nova linha
keys-choose = ↑ ↓ escolher
keys-take = Enter confirmar
keys-shut-list = Esc fechar lista
keys-back = Esc voltar
keys-secret = Ctrl-R mostrar
keys-leave = Ctrl-C sair
keys-more = PgUp/PgDn mais
leave-again = Aperte Ctrl-C mais uma vez para sair. Um pedido já enviado ao serviço não é desfeito.
handing-in = Seis dígitos: enviando. Qualquer tecla interrompe.
too-small = Esta janela é pequena demais ({ $columns }×{ $rows }). Use pelo menos 60×18, ou aperte F4 para o modo de linha. Nada se perde.
demo-mark = demo
demo-hint = Demo: { $hint }
customer-label = Ao cliente: { $text }
customer-preparing = Olá! Estou preparando a conexão do seu número. Por favor, deixe por perto o celular em que esse número está.
customer-number = Qual número vamos conectar? Por favor, diga o DDD e o número como você disca.
customer-gate = Vamos conectar { $number }. No final, o WhatsApp deixa de funcionar no seu celular com este número. Você concorda?
customer-board = Você vai receber um código do WhatsApp. Prefere SMS ou ligação?
customer-board-shut = O WhatsApp não está enviando códigos para este número agora. Precisamos esperar um pouco; aviso quando der para continuar.
customer-request-sms = O WhatsApp vai enviar um SMS com um código de seis dígitos. Por favor, leia para mim quando chegar.
customer-request-voice = O WhatsApp vai ligar e ditar um código de seis dígitos. Por favor, atenda, anote e me diga.
customer-request-popup = Por favor, abra o WhatsApp no celular com este número. Vai aparecer um aviso sobre um novo aparelho.
customer-captcha = Um momento: o WhatsApp me faz uma pergunta de segurança antes de enviar o código.
customer-code-sms = O SMS do WhatsApp chegou? Por favor, leia para mim os seis dígitos e não passe esse código a mais ninguém.
customer-code-voice = O WhatsApp ligou? Por favor, diga os seis dígitos. Não passe a mais ninguém.
customer-code-popup = Você vê o aviso no WhatsApp? Se mostrar um código, leia para mim; se perguntar, aceite.
customer-not-arrived = Vamos conferir: seu número é { $number }? O celular está ligado, com sinal, e aceita chamadas e mensagens desconhecidas?
customer-pin = O WhatsApp pede o PIN de seis dígitos que você escolheu na confirmação em duas etapas. Você pode me dizer qual é?
customer-recovery = O WhatsApp pode enviar um link por e-mail para redefinir o PIN. Você consegue abrir o e-mail da sua conta?
customer-device = Por favor, abra o WhatsApp no celular. Ele pergunta se quer mover a conta para outro aparelho: aceite e me avise.
customer-verifying = Obrigado! Estou verificando a conexão; leva alguns segundos.
customer-same-line = Pode verificar para mim: o WhatsApp deixou de funcionar no seu celular com este número?
customer-seen-code = Por favor, olhe o celular: chegou um código do WhatsApp?
customer-seen-phone = Por favor, olhe o WhatsApp no celular e diga o que aparece.
customer-stop-later = O WhatsApp não registra este número no momento. Tentaremos mais tarde; por favor, não tente por conta própria.
customer-stop-blocked = O WhatsApp bloqueou novas tentativas por algumas horas. Por favor, não peça códigos; deixe o WhatsApp aberto no celular.
customer-stop-banned = O WhatsApp baniu este número. Podemos enviar um recurso por você; a análise pode levar dias.
customer-stop-review = O WhatsApp está analisando o nosso recurso. Pode levar dias; eu volto a falar com você.
customer-stop-wrong = Outro número foi conectado em vez do seu. Por favor, espere enquanto eu desfaço.
customer-appeal = Para que o número era usado, e você recebeu algum aviso do banimento? Vou escrever no recurso.
customer-later = Continuaremos mais tarde. Por favor, não peça códigos ao WhatsApp até lá.
customer-secure = Para proteger { $number }: informe um e-mail que você lê e escolha um PIN de seis dígitos que vai lembrar.
customer-connected = Pronto: { $number } está conectado. O WhatsApp foi desconectado do seu celular, como combinado.
keys-help = F1 ajuda
keys-customer = F2 cliente
keys-copy = F5 copiar
copied = Enviado para a área de transferência do seu terminal. Se ele não aceitar, Ctrl-S salva um arquivo.
evidence-saved = Salvo em { $path }, legível só por você.
evidence-not-saved = O arquivo não pôde ser gravado na pasta atual. Comece em uma pasta sua.
evidence-head = zapi-onboard { $version }, { $time }

## Depois de sair

left-connected = { $number } está conectado.
left-already = A instância já estava conectada; nada foi alterado.
left-credentials = As credenciais foram recusadas; nada foi alterado.
left-halted = Parado: { $reason }.
left-waiting = Saída durante uma espera: não peça nada antes de ela acabar. O que já foi pedido conta.
left-step-needed = Saída antes de mais um passo: o captcha ou o PIN. O que foi pedido conta.
left-digits = Saída após um captcha, código ou PIN recusado.
left-unknown = Saída com resultado desconhecido: veja o celular e o estado da instância antes de pedir de novo.
left-unfinished = Saída antes do fim.
left-held = Saída porque outra pessoa já está nisso. Nada novo é enviado daqui.

## A linha de comando

cli-nobody-answers = zapi-onboard: ninguém pode responder aqui: a entrada padrão não é um terminal e nada chega por ela. Inicie-o em um terminal, por SSH com "ssh -t", ou com --plain ou --json e as respostas na entrada padrão.
cli-output-elsewhere = zapi-onboard: as perguntas não seriam vistas, porque a saída padrão não é um terminal. Deixe-a no terminal ou use --plain ou --json se é isso que deseja.
cli-base-not-address = zapi-onboard: o endereço base não é um endereço http ou https. Confira --base-url ou ZAPI_BASE_URL; o da Z-API é https://api.z-api.io.
cli-base-plain-http = zapi-onboard: o endereço base é http sem proteção, e os tokens poderiam ser lidos no caminho. Só esta máquina pode ser usada assim; use https.
cli-base-has-extras = zapi-onboard: o endereço base só pode ter esquema, servidor, porta e caminho. As credenciais são digitadas no assistente ou vêm do ambiente.
cli-client = zapi-onboard: não é possível fazer conexões seguras nesta máquina. Instale os certificados dela (no Debian: ca-certificates).
cli-unknown-scenario = zapi-onboard: não há cenário chamado "{ $name }". Existem: { $names }.
cli-unknown-zone = zapi-onboard: não há fuso horário chamado "{ $name }". Um exemplo é America/Sao_Paulo.
cli-simulate-no-address = zapi-onboard: não é possível atender em { $address }. O endereço está em uso ou não é desta máquina. Escolha outro com --listen.
cli-simulate-open = zapi-onboard: outras máquinas alcançam este serviço simulado. Ele não tem segredos, mas também não tem proteção.
cli-simulate-number = Número: { $number }
cli-simulate-code = Código: { $code }
cli-simulate-pin = PIN: { $pin }
cli-simulate-captcha = Captcha: { $first }; após uma resposta errada { $next }
cli-simulate-email-code = Código do e-mail da conta: { $code }
cli-simulate-end = Atendendo. Encerre com Ctrl-C.
cli-farewell = zapi-onboard: { $text }
cli-resume = zapi-onboard: para continuar: zapi-onboard resume { $session }
cli-no-state = zapi-onboard: não há pasta pessoal para guardar o diário. Indique uma pasta com --state-dir.
cli-no-session = zapi-onboard: nenhum registro tem o nome "{ $name }". "zapi-onboard sessions --all" mostra todos.
cli-many-sessions = zapi-onboard: mais de um registro começa com "{ $name }". Escreva mais do nome.
cli-other-service = zapi-onboard: este registro é com { $theirs }, e o endereço base é { $ours }. Informe aquele endereço com --base-url, se confia seus tokens a ele.
cli-session-in-use = zapi-onboard: alguém está trabalhando em { $name } nesta máquina. Peça que saia primeiro.
cli-cannot-write = zapi-onboard: não é possível escrever { $path }. O arquivo não pode existir ainda, e a pasta precisa aceitá-lo.
cli-cannot-read = zapi-onboard: não é possível ler { $path } como texto.
cli-exported = zapi-onboard: entregue. Não contém tokens: seu colega usa os dele. Não continue por aqui, pois dois ao mesmo tempo gastam os pedidos de código do número.
cli-no-hand-over = zapi-onboard: { $path } não é um registro que "zapi-onboard export" escreveu, ou está danificado.
cli-newer-hand-over = zapi-onboard: { $path } foi escrito por uma versão mais nova do zapi-onboard. Use-a aqui também.
cli-known-session = zapi-onboard: { $name } nesta máquina é do mesmo número e instância. Continue com ele ou esqueça-o primeiro.
cli-forgotten = zapi-onboard: { $name } foi esquecido. Os pedidos dele contam no WhatsApp do mesmo jeito.
cli-still-kept-by = zapi-onboard: a imagem do captcha ou o token do recurso está guardado com { $owner } e será apagado quando esse usuário voltar a trabalhar com um atendimento aqui.
cli-cannot-log = zapi-onboard: não é possível escrever { $path } como registro seu. Indique outro arquivo com --log.
cli-single-credentials = zapi-onboard: faltam credenciais. Defina ZAPI_INSTANCE_ID, ZAPI_INSTANCE_TOKEN e ZAPI_CLIENT_TOKEN.
cli-single-number = zapi-onboard: { $number } não pode ser um número. Informe-o com + e o código do país, ou use --calling-code.
cli-single-finished = Esse registro já terminou. Assim está a instância agora:
cli-single-none = zapi-onboard: nenhum processo inacabado assim está registrado aqui. "zapi-onboard sessions" lista todos; check e request começam um.
cli-single-many = zapi-onboard: pode ser mais de um processo. Indique um com --session ou --number:
cli-single-transfer = zapi-onboard: nada foi enviado. Peça ao cliente que aceite no celular; quando ele tiver aceitado, use --accepted-on-phone.
cli-single-secret = zapi-onboard: falta isto: { $what }. Escreva na entrada padrão ou no ambiente como { $variable }.
cli-single-appeal = zapi-onboard: { $path } não tem nenhum motivo. Escreva por que o WhatsApp deve retirar o bloqueio na entrada padrão ou em um arquivo para --text-file.
cli-single-flag = zapi-onboard: nada foi enviado. Se for mesmo o que deseja, use { $flag }.
cli-single-wait = zapi-onboard: nada foi enviado. Para esperar até abrir e só então pedir, use --wait.
cli-single-early = zapi-onboard: nenhum comando avulso solicita antes do fim de uma espera. Uma pessoa pode decidir isso no assistente: { $command }
single-done = Concluído.
single-done-connected = O número está conectado.
single-done-request = Código solicitado: { $method }.
single-done-check = O número foi consultado.
single-later-checking = A última etapa foi confirmada, e o número ainda não está conectado. Consulte o status de novo mais tarde.
single-refused-code = O código está incorreto. Compare com a mensagem mais recente antes de confirmar outro.
single-refused-pin = O PIN está incorreto. Pergunte ao titular antes de confirmar outro.
single-refused-captcha = Os caracteres não conferem. Olhe a imagem de novo: pode ser outra.
single-usage = Nada foi enviado.
single-blocked = O número ou o método está bloqueado ou indisponível.
single-credentials = As credenciais foram recusadas. Confira os três valores.
single-later = Ainda não terminou. Tente de novo mais tarde.
single-refused = Incorreto. Confira antes de confirmar de novo.
single-not-accepted = Não foi aceito. Leia o motivo antes de tentar de novo.
single-held = Outra pessoa está trabalhando neste número ou nesta instância. Nada foi enviado.
single-step-needed = Falta mais uma etapa: { $command }
single-same-line = Não é certo que o número conectado seja o pedido: { $connected }. Você pediu { $asked }. Se o cliente confirmar que é a mesma linha: { $command }
single-same-line-already = A instância diz que já está conectada: { $connected }. Isso pode ter sobrado de antes, ou outra pessoa pode ter conectado. Se o cliente confirmar que o WhatsApp deixou de funcionar no celular dele: { $command }
single-unknown = Não sabemos se isso teve efeito. Verifique o celular e o status antes de tentar de novo.
single-other-line = Um número diferente está conectado: { $connected }. O número solicitado é { $asked }.
single-line-unclear = Não dá para saber se o número conectado é o certo: { $connected }. O número solicitado é { $asked }. Compare os dois.
single-unexpected = Resposta inesperada. Os detalhes estão acima.
single-interrupted = Interrompido.
cli-config-value = zapi-onboard: em { $path }, { $key } não pode ser { $value }. "zapi-onboard config template" diz o que pode ser.
cli-file-unwritable = zapi-onboard: { $path } não pode ser gravado. Veja de quem é a pasta e se há espaço.
cli-file-exposed = zapi-onboard: outras pessoas podem ler { $path }, que contém tokens. Ele não será usado até que isto seja feito: chmod 600 { $path }
cli-file-wrong = zapi-onboard: a linha { $line } de { $path } não pode ser usada: { $what }.
cli-file-token = zapi-onboard: a linha { $line } de { $path } trata de um token, que não deve ficar ali. Retire-o e guarde-o com "zapi-onboard profile add".
cli-file-newer = zapi-onboard: uma versão mais nova do zapi-onboard escreveu { $path }: o formato é { $found }, e esta conhece até o { $known }. O arquivo fica como está. Use a versão mais nova ou tire o arquivo dali.
cli-profile-none = zapi-onboard: não há nenhum perfil chamado "{ $name }", nem qualquer outro. "zapi-onboard profile add" cria um.
cli-profile-unknown = zapi-onboard: não há nenhum perfil chamado "{ $name }". Existem: { $known }.
cli-profile-name = zapi-onboard: "{ $name }" não pode ser nome de perfil. Use até 64 letras, números, "-", "_" e ".".
cli-profile-exists = zapi-onboard: já existe um perfil chamado "{ $name }". Use --force para substituí-lo.
cli-profile-command = zapi-onboard: qual comando deve ser executado? Informe-o com --credential-command.
cli-profile-incomplete = zapi-onboard: são necessários o ID da instância, o token da instância e o token de segurança da conta. Nada foi guardado.
cli-profile-address = Um endereço da API contém um token, e nenhum segredo é dado como opção. Informe só o id da instância; o token será perguntado.
cli-profile-added = zapi-onboard: { $name } foi guardado.
cli-profile-removed = zapi-onboard: { $name } e seus tokens foram esquecidos aqui.
cli-profile-default = zapi-onboard: { $name } será usado quando nenhum perfil for indicado.
cli-command-failed = zapi-onboard: o comando das credenciais falhou. Execute-o separadamente para ver o motivo.
cli-command-slow = zapi-onboard: o comando das credenciais não terminou em { $seconds } segundos e foi encerrado.
cli-command-not-understood = zapi-onboard: o comando das credenciais não escreveu nenhuma. Ele deve escrever um objeto JSON ou linhas como ZAPI_INSTANCE_TOKEN=…
cli-keyring-slow = zapi-onboard: o chaveiro não respondeu em 3 segundos. Guarde os tokens em um arquivo: zapi-onboard profile add { $name } --force
cli-keyring-unusable = zapi-onboard: o chaveiro não pode ser usado aqui. Guarde os tokens em um arquivo: zapi-onboard profile add { $name } --force
cli-keyring-empty = zapi-onboard: o chaveiro não tem tokens de { $name }; ele os esquece quando a máquina reinicia. Guarde-os de novo: zapi-onboard profile add { $name } --force
## Line mode

line-step = Etapa { $at } de { $of }: { $name }
line-error = Erro: { $text }
line-warning = Atenção: { $text }
line-info = Observação: { $text }
line-good = Certo: { $text }
line-demo = Demonstração: { $text }
line-instead = Em vez de uma resposta, você pode escrever:
line-choose =
    { $count ->
        [one] Escreva 1, ou ajuda
       *[other] Escreva um número de 1 a { $count }, ou ajuda
    }
line-choose-default = { line-choose } (Enter para { $default })
line-field-kept = { $label } (Enter mantém { $value })
line-field-held =
    { $label } ({ $count ->
        [one] há um caractere guardado
       *[other] há { $count } caracteres guardados
    }; Enter mantém)
line-field-hidden = O que você digitar aqui não aparece.
line-area = Escreva quantas linhas quiser. Uma linha só com um ponto encerra o texto.
line-template = Usar este texto: { $text }
line-area-ready = Este é o texto: { $text }
line-area-send = Escreva { $send } para enviar. Qualquer outra coisa começa um texto novo.
line-opened = Possível a partir de agora: { $choice }.
line-not-understood = Esta não é uma das opções.
line-shut = Agora não. { $choice }: { $state }.
line-nothing-typed = Nada foi escrito.
line-too-long = Essa linha é longa demais e não foi lida.
line-no-back = Não há como voltar daqui.
line-busy = Há uma chamada em andamento. Aguarde o fim dela.
line-still = Ainda aguardando, { $time }.
line-quit-sure = O que foi pedido conta, e o processo pode continuar depois. Escreva { $quit } de novo para sair.
line-early-accepted = Isto foi escrito antes de o celular ser consultado, então ninguém pode ter visto isso nele. Pergunte ao cliente e escreva depois.
line-early-number = Isto foi escrito de antemão como número e faz algo que não pode ser desfeito. Escreva { $name }.
line-no-screen = Não há aqui um terminal que possa mostrar a tela.
line-picture = Escreva { $draw } para desenhar a imagem com sinais, { $save } para salvá-la em um arquivo.
line-picture-save = Escreva { $save } para salvar a imagem em um arquivo.
line-help = Em uma pergunta com números, escreva o número do que deseja. Em uma pergunta que se digita, escreva a resposta; para escolher outra coisa, escreva o número depois de uma barra, como /1. Uma resposta igual a uma das palavras abaixo é escrita depois de duas barras.
line-help-words = Palavras para qualquer pergunta:
line-help-back = { $word }: um passo atrás
line-help-again = { $word }: a pergunta mais uma vez
line-help-customer = { $word }: o que dizer ao cliente
line-help-evidence = { $word }: a situação, como texto para um chamado
line-help-language = { $word }: o próximo idioma
line-help-screen = { $word }: a tela cheia
line-help-quit = { $word }: sair; o que está registrado pode continuar depois
# What is written to be understood; the English words are understood in every language.
word-back = voltar
word-help = ajuda
word-quit = sair
word-screen = tela
word-again = repetir
word-customer = cliente
word-evidence = evidência
word-language = idioma
word-draw = imagem
word-save = salvar
word-send = enviar
## What `doctor` says: a level, what it is about, and how it is

doctor-ok = ok
doctor-note = nota
doctor-warning = atenção
doctor-problem = problema
doctor-program = programa
doctor-terminal = terminal
doctor-terminal-screen = tela cheia, { $size }, TERM={ $term }
doctor-terminal-small = { $size } é pequeno demais para a tela cheia, que precisa de 60×18; o modo de linha funciona
doctor-terminal-lines = modo de linha, TERM={ $term }
doctor-terminal-none = nenhum: --plain e --json funcionam com respostas na entrada padrão
doctor-around = ao redor
doctor-plain-terminal = nem SSH, nem tmux, nem screen
doctor-signs = caracteres
doctor-signs-all = UTF-8
doctor-signs-seven = somente 7 bits
doctor-colours = cores
doctor-colours-on = --theme { $name }, { $depth }
doctor-colours-off = desligadas
doctor-language = idioma
doctor-time = hora
doctor-proxy = proxy
doctor-proxy-none = nenhum
doctor-proxy-set = { $host }; esta própria máquina é acessada sem ele
doctor-tls = certificados
doctor-tls-system = os do sistema
doctor-tls-file = os de { $path }
doctor-tls-missing = { $path } foi indicado em SSL_CERT_FILE e não pode ser lido
doctor-tls-none = nenhum com que se possam fazer conexões seguras; instale ca-certificates
doctor-settings = configurações
doctor-settings-none = nenhuma
doctor-profile = perfil
doctor-profile-none = nenhum em uso
doctor-journal = registro
doctor-journal-open =
    { $path }, { $count ->
        [one] { $count } processo
       *[other] { $count } processos
    }
doctor-journal-shared = { $path } é uma pasta compartilhada por um grupo
doctor-memory = despejos de memória
doctor-memory-off = desligados, porque contêm tokens
doctor-credentials = credenciais
doctor-credentials-all = as três foram informadas
doctor-credentials-some = faltam: { $missing }
doctor-credentials-none = nenhuma informada; o assistente pergunta por elas
doctor-service = serviço
doctor-service-reached = { $base } responde; a instância { $link ->
        [connected] está conectada
        [unclear] está em um estado que a resposta não diz
       *[other] não está conectada
    }
doctor-service-skipped = { $base } não foi consultado
doctor-clock = relógio
doctor-clock-right = igual ao do serviço
queue-no-header = a primeira linha precisa dar nome às colunas, por exemplo: profile,calling_code,number,note
queue-no-rows = nenhum número está na lista
queue-not-text = esta linha não é texto UTF-8; salve o arquivo como UTF-8
queue-unknown-column = nenhuma coluna se chama "{ $name }"; as conhecidas são: { $known }
queue-column-twice = esta coluna aparece duas vezes; deixe uma
queue-column-missing = esta coluna falta na primeira linha
queue-field-count = a linha tem { $found } campos, e a primeira linha nomeia { $wanted }
queue-quotes = há uma aspa fora de lugar no campo { $field }: as aspas envolvem o campo inteiro e são dobradas dentro dele
queue-empty = este campo está vazio
queue-profile-and-instance = a linha nomeia um perfil e uma instância; deixe um dos dois
queue-not-a-reference = escreva env: e o nome da variável que guarda o token. Nenhum token deve ficar neste arquivo
queue-no-variable = a variável { $name } não está definida
queue-credentials = as credenciais estão incompletas ou não podem estar certas: são precisos o id, o token e o token de segurança da conta, e os tokens são diferentes
queue-other-service = o perfil "{ $name }" é de outro serviço, não do desta execução
queue-same-number = o mesmo número está na linha { $line }
queue-same-instance = a mesma instância está na linha { $line }; uma instância conecta um número
queue-unusual = Um número fora do comum pode estar errado: confira com o cliente. Para aceitar esses números mesmo assim, use --unusual-numbers.
queue-not-begun =
    Nada foi iniciado. { $good ->
        [one] { $good } linha está certa
       *[other] { $good } linhas estão certas
    }; corrija as outras, ou acrescente --skip-bad para seguir sem elas.
queue-outcome-file = --outcome precisa de um arquivo que termina em .csv ou .json e ainda não existe, ou que já conta o que foi feito dos números: { $path }
queue-outcome-taken = Outro programa vai gravar os resultados dele em { $path }. Indique outro arquivo com --outcome.
queue-go-on = Para continuar de onde parou: zapi-onboard queue { $words }
condition-needs-person = precisa de você
condition-busy = em andamento
condition-waiting = esperando
condition-not-begun = não iniciado
condition-blocked = bloqueado
condition-connected = conectado
condition-set-aside = deixado de lado
condition-left = abandonado
condition-until = { $state } até { $time }
condition-due = até { $time }
desk-no-number = ainda sem número
desk-numbers =
    { $count ->
        [one] { $count } número
       *[other] { $count } números
    }
desk-in-need =
    { $count ->
        [one] { $count } precisa de você
       *[other] { $count } precisam de você
    }
desk-nobody-in-need = nenhum precisa de você
desk-keys = F7 lista · F8 próximo
desk-title = Os números nesta mesa
desk-reading = Lendo { $path } …
desk-search = Buscar
desk-search-hint = dígitos do número, ou palavras da nota
desk-none-found = Nada encontrado. Digite menos, ou esvazie o campo com Ctrl-U.
desk-order-need = em ordem de quem precisa de você
desk-order-deadline = em ordem de prazo
desk-order-arrival = na ordem da lista
desk-list-keys = Enter ver · Ctrl-T ordem · Ctrl-Y de lado · Ctrl-R de novo · Ctrl-W novo · Ctrl-S turno · Esc voltar
desk-shift-title = Este turno
desk-shift-average = tempo médio até conectar
desk-shift-none = nenhum está conectado ainda
desk-shift-keys = Ctrl-S lista · Esc voltar
desk-shift = { $parts }.
desk-shift-part = { $state }: { $count }
desk-shift-took = em média conectado após { $time }
desk-turn = quando for a vez deste número; todos dividem o mesmo limite
desk-title-bar = { $step } · { $number }
word-next = próximo
word-list = lista
word-new = novo
word-aside = apartar
word-retry = reiniciar
word-order = ordem
word-shift = turno
line-look = Agora: { $number }.
line-news = { $number }: { $state }. Escreva #{ $place } para ir até lá.
line-list-row = #{ $place } { $number }: { $step }, { $state }
line-list-more =
    { $count ->
        [one] e mais { $count }; escreva { $word } e o que buscar
       *[other] e mais { $count }; escreva { $word } e o que buscar
    }
line-nobody-in-need = Nenhum outro número precisa de você.
line-no-such-place = Não há #{ $place } aqui.
line-help-desk = { $next }: o próximo número que precisa de você; { $list }: todos, ou os que têm um texto depois da palavra; #2: o segundo.
line-help-desk-more = { $new }: outro número; { $aside }: deixar este de lado ou retomá-lo; { $retry }: recomeçar um que parou; { $order }: outra ordem da lista; { $shift }: como todos estão.
## The demo that plays itself

demo-plays = Assista: { $caption }
demo-taken-over = Agora é com você: continue daqui. A demonstração diz o que digitar.
demo-played-up-to-here = A demonstração vai até aqui. Agora é com você.
caption-credentials = os tokens estão preenchidos, e seguir só lê. Qualquer tecla passa o teclado a você.
caption-list = a instância é escolhida na lista da conta, que um token de parceiro lê.
caption-refused = o serviço recusa. A tela diz por quê, o que fazer, e que nada foi enviado.
caption-partner = o token de parceiro está preenchido. Listar não muda nada.
caption-instances = as instâncias móveis vêm primeiro. Uma é tomada com seu ID e token.
caption-already = há um número conectado aqui. Ele é mostrado, e nada é sobrescrito.
caption-number = o número do cliente. O que não pode ser um número é recusado na hora.
caption-gate = as consequências vêm antes. Enter sozinho nunca diz sim a elas.
caption-leftover = há uma conexão anterior. Seguir a substitui, por isso se pergunta antes.
caption-board = cada via do código tem sua espera. Escolhe-se uma aberta; nada é enviado ainda.
caption-shut = a via está fechada, e pedir cedo piora. Para você, o relógio corre depressa.
caption-look-again = as esperas não são conhecidas; são lidas de novo antes de qualquer pedido.
caption-request = cada pedido conta no WhatsApp, por isso se pergunta mais uma vez.
caption-captcha = o terminal desenha a imagem. Lê-la não custa outro pedido.
caption-captcha-again = foi lida errado. Nada se perde: lê-se mais uma vez.
caption-code = o cliente dita o código. Seis dígitos vão sozinhos após um instante.
caption-code-again = aquele código estava errado. O lugar se mantém, e digita-se o certo.
caption-code-watched = nenhum código é preciso: o cliente toca no aviso, e a tela percebe.
caption-pin = o número tem o PIN do dono. É digitado sem ser visto e não fica guardado.
caption-pin-forgotten = o dono não sabe o PIN. Isso também é um caminho, e não o fim.
caption-pin-mailed = o e-mail foi enviado. O dono abre o link e diz o PIN.
caption-recovery = o WhatsApp envia um link para novo PIN, mas só a pedido.
caption-device = o cliente aceita no celular antigo. Até lá, o estado é observado.
caption-accepted = o cliente diz que o celular aceitou. Só então a transferência termina.
caption-verifying = só conta como conectado quando serviço e aparelho o dizem.
caption-same-line = o serviço mostra outra grafia: uma pessoa diz se é a mesma linha.
caption-check = a resposta se perdeu. Nada é reenviado: lê-se o estado.
caption-seen = a resposta se perdeu. Nada é reenviado: o que o celular mostra?
caption-banned = um banimento não é o fim: daqui se escreve e se envia um recurso.
caption-review = uma análise pode levar dias; fica anotada. Para você, o relógio corre depressa.
caption-look-later = algum tempo depois: pergunta-se ao serviço de novo sobre o número.
caption-filed = o recurso está enviado. Quando alguém voltar, estará aqui como está.
caption-wrong-number = um número diferente do pedido: a tela avisa com destaque.
caption-halted = este caminho acaba aqui, sem outro pedido. A tela diz por quê e o que fazer.
caption-appeal = um motivo pronto, que pode ser editado. É enviado uma vez.
caption-appeal-refused = o recurso não foi aceito. A tela cita o serviço e não reenvia nada.
caption-protect = conectado. A conta já pode ser protegida.
caption-secure = um e-mail recupera a conta; um PIN impede que tomem o número.
caption-secured = ambos estão definidos. O que protege a conta é lido do serviço.
caption-email = o endereço de e-mail do dono.
caption-email-code = o código do e-mail comprova o endereço.
caption-email-code-again = aquele estava errado. Nada se perde: digita-se de novo.
caption-new-pin = um novo PIN, duas vezes, mostrado como pontos.
caption-connected = conectado. Serviço e aparelho informam o mesmo número. Esse é o caminho todo.
caption-connected-confirmed = conectado. Quem atende confirmou a linha. Esse é o caminho todo.
cli-demo-auto-screen = zapi-onboard: --auto precisa da tela cheia, que aqui não há. Inicie em um terminal, sem --plain e sem --json.
cli-demo-one = zapi-onboard: com --json, executa-se um só cenário. Indique um deles.
menu-title = Escolha um cenário
menu-search = Procurar
menu-search-hint = palavras do título, ou o nome
menu-none = Nada encontrado. Digite menos, ou esvazie o campo com Ctrl-U.
menu-keys = ↑ ↓ escolher · Enter iniciar · Ctrl-T assistir · F3 idioma · Esc sair
menu-straight = Comece aqui
menu-security = PIN e confirmação no celular
menu-code = Esperas, e as vias do código
menu-captcha = Captchas
menu-account = Instância e conta
menu-stopped = Bloqueado, banido, recusado
menu-lost = Respostas perdidas
menu-odd = Respostas estranhas
menu-refused = Ninguém entra
line-menu = Escreva um número de 1 a { $count } ou um nome; { $quit } encerra (Enter para { $first })
demo-hint-masked = { $hint } { $key } mostra o número.
masked-now =
    { $masking ->
        [on] Números e IDs estão ocultos.
       *[other] Números e IDs estão visíveis.
    }
word-mask = ocultar
line-help-mask = { $word }: ocultar números de telefone e IDs de instância, ou mostrá-los de novo

## Help

help-title = Ajuda
help-wrong = O que pode dar errado
help-keys = Teclas
help-shut = Qualquer tecla fecha esta página.
help-key-move = Tab, Shift-Tab, setas: mover
help-key-enter = Enter: confirmar o que está em foco
help-key-escape = Esc: um passo atrás
help-key-scroll = PgUp, PgDn: rolar
help-key-secret = Ctrl-R: mostrar segredos por dez segundos
help-key-picture = Ctrl-O, Shift-setas, Ctrl-Y, Ctrl-T: ver a imagem de outro modo
help-key-template = Ctrl-T: o próximo texto pronto
help-key-customer = F2 ou Ctrl-K: uma frase para o cliente
help-key-language = F3 ou Ctrl-X: o próximo idioma
help-key-lines = F4 ou Ctrl-G: modo linha
help-key-copy = F5 ou Ctrl-E: copiar a situação
help-key-save = Ctrl-S: salvar em arquivo
help-key-mask = F6 ou Ctrl-Espaço: ocultar números
help-key-desk = F7, F8, F9 ou Ctrl-D, -F, -W: lista, próximo, outro número
help-key-leave = Ctrl-C duas vezes: sair
help-welcome = As esperas continuam com o programa fechado. Retomar um número não envia nada por si.
help-unrecorded = Sem registro, uma queda da linha perde onde você está. Corrija o que é indicado, se puder.
help-held = Duas pessoas em um número gastam seus pedidos. Só assuma depois de falar com elas.
help-credentials = O serviço pode recusar um valor. A tela diz qual, e nada foi alterado.
help-partner = O token pode ser recusado. Os três valores podem ser digitados: volte.
help-instances = Instâncias web não servem. Uma cujo token não é listado é digitada à mão.
help-already = Outro número exige desconectar este antes, no painel da Z-API.
help-number = Um número pode ser possível e estar errado: então o código chega a outra pessoa.
help-gate = O WhatsApp pode ter bloqueado ou banido o número. A tela diz então o que fazer.
help-board = Pedir antes da hora aumenta a espera; por isso um método fechado não pode ser pedido.
help-request = A resposta pode se perder. Nada é reenviado: pergunta-se o que o celular mostra.
help-captcha = Pode ser lida errado. Então vem outra imagem, e nenhum pedido a mais é feito.
help-code = Um código pode estar errado ou velho: vale o mais novo. Após três errados há uma pausa.
help-not-arrived = O número pode estar errado, ou o celular desligado. Cada novo pedido conta.
help-pin = Após vários PINs errados, o WhatsApp bloqueia novas tentativas por um tempo. Se ninguém souber o PIN, dá para redefini-lo por e-mail.
help-recovery = A conta pode não ter e-mail. Então nada chega, e nada se perde.
help-device = O cliente pode não ver a pergunta. Peça que abra o WhatsApp; este painel continua verificando.
help-verifying = Outra linha pode ser informada. A tela então avisa, e o número não conta.
help-same-line = Diga sim só se o cliente confirmar. Na dúvida, verifique de novo ou saia; o progresso fica salvo.
help-unknown = Reenviar poderia contar duas vezes. Por isso veja antes, e diga o que vê.
help-halted = Tentar cedo demais aumenta a espera. Aguarde até a tela oferecer outra consulta.
help-appeal = Pode ser recusado, ou levar dias. É enviado uma vez, e o resultado fica guardado.
help-leave = Nada se perde ao sair. O que foi pedido conta, e o quadro o guarda.
help-secure = Uma mudança pode ser recusada. O que valia antes continua valendo.
help-connected = Mais nada: o WhatsApp foi desconectado do celular do cliente, como combinado.
