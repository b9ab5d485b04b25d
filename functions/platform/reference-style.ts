/** The looks of the reference page around Swagger UI, and a few of its own made to fit. */
export const style = `
  html { scroll-padding-top: 64px; }
  body { margin: 0; background: #ffffff; color: #1d2733; font: 15px/1.5 system-ui, sans-serif; }
  header { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center;
    gap: 8px 24px; padding: 10px 20px; background: #12263f; color: #ffffff; }
  header p { margin: 0; }
  .product { font-weight: 700; font-size: 17px; } .product span { font-weight: 400; opacity: 0.8; }
  #sign-in { min-height: 46px; margin-left: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
  #sign-in form { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 12px; }
  #sign-in label { display: grid; font-size: 12px; }
  #sign-in input, #sign-in select, #sign-in button { font: 14px/1.4 system-ui, sans-serif; padding: 0 10px; height: 32px;
    box-sizing: border-box;
    border: 1px solid #c3ccd6; border-radius: 6px; background: #ffffff; color: #1d2733; max-width: 100%; }
  #sign-in button { cursor: pointer; font-weight: 600; }
  #sign-in .said:empty { display: none; } #sign-in .said { font-size: 13px; }
  .swagger-ui .info { margin: 24px 0; } .swagger-ui .info .title { font-size: 28px; }
  .swagger-ui .info .renderedMarkdown { columns: 2 30em; column-gap: 48px; }
  .swagger-ui .info .renderedMarkdown :is(h2, li) { break-inside: avoid; break-after: avoid; }
  .swagger-ui .info h2 { font-size: 17px; margin: 18px 0 0; } .swagger-ui .info p { margin: 6px 0; }
  .swagger-ui :is(.servers-title, .servers) { display: none; }
  .swagger-ui .scheme-container { margin: 0; padding: 12px 0; box-shadow: none; }
  .swagger-ui .response-col_links { display: none; }
  .swagger-ui .opblock-body { overflow-x: auto; }
  .waiting { padding: 40px 20px; text-align: center; color: #5b6876; }
  @media (max-width: 640px) {
    header { position: static; padding: 12px; } #sign-in { margin-left: 0; }
  }
`;
