# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1169,1428 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1169]
set yrange [0:1428]
set label 'At most 20 evaluations' at 14,1404 left noenhanced font ',15' textcolor rgb '#222222'
set label 'ddim, w = 1,  NFE 20,  FD 11.6,  precision 0.722,  recall 0.723' at 14,1368 left noenhanced textcolor rgb '#444444'
set label 'ddim, w = 3,  NFE 20,  FD 17.2,  precision 0.780,  recall 0.471' at 14,1276 left noenhanced textcolor rgb '#444444'
set label 'ddim, w = 8,  NFE 20,  FD 24.5,  precision 0.644,  recall 0.281' at 14,1184 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 11.8,  precision 0.710,  recall 0.781' at 14,1092 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 14.8,  precision 0.736,  recall 0.588' at 14,1000 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 8,  NFE 20,  FD 30.7,  precision 0.594,  recall 0.471' at 14,908 left noenhanced textcolor rgb '#444444'
set label 'exp_ab2_noise, w = 1,  NFE 20,  FD 11.6,  precision 0.714,  recall 0.772' at 14,816 left noenhanced textcolor rgb '#444444'
set label 'exp_ab2_noise, w = 3,  NFE 20,  FD 15.6,  precision 0.758,  recall 0.537' at 14,724 left noenhanced textcolor rgb '#444444'
set label 'exp_ab2_noise, w = 8,  NFE 20,  FD 27.7,  precision 0.622,  recall 0.344' at 14,632 left noenhanced textcolor rgb '#444444'
set label 'clamp(dpmpp_2m), w = 1,  NFE 20,  FD 12.0,  precision 0.714,  recall 0.784' at 14,540 left noenhanced textcolor rgb '#444444'
set label 'clamp(dpmpp_2m), w = 3,  NFE 20,  FD 14.5,  precision 0.738,  recall 0.609' at 14,448 left noenhanced textcolor rgb '#444444'
set label 'clamp(dpmpp_2m), w = 8,  NFE 20,  FD 31.3,  precision 0.588,  recall 0.469' at 14,356 left noenhanced textcolor rgb '#444444'
set label 'dynamic_threshold(dpmpp_2m), w = 1,  NFE 20,  FD 13.9,  precision 0.690,  recall 0.755' at 14,264 left noenhanced textcolor rgb '#444444'
set label 'dynamic_threshold(dpmpp_2m), w = 3,  NFE 20,  FD 16.0,  precision 0.652,  recall 0.703' at 14,172 left noenhanced textcolor rgb '#444444'
set label 'dynamic_threshold(dpmpp_2m), w = 8,  NFE 20,  FD 101,  precision 0.492,  recall 0.178' at 14,80 left noenhanced textcolor rgb '#444444'
plot '../pictures/ddim-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,1298.5) with rgbimage, \
     '../pictures/ddim-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,1206.5) with rgbimage, \
     '../pictures/ddim-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,1114.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,1022.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,930.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,838.5) with rgbimage, \
     '../pictures/exp_ab2_noise-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,746.5) with rgbimage, \
     '../pictures/exp_ab2_noise-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,654.5) with rgbimage, \
     '../pictures/exp_ab2_noise-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,562.5) with rgbimage, \
     '../pictures/clamp_dpmpp_2m_-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,470.5) with rgbimage, \
     '../pictures/clamp_dpmpp_2m_-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,378.5) with rgbimage, \
     '../pictures/clamp_dpmpp_2m_-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,286.5) with rgbimage, \
     '../pictures/dynamic_threshold_dpmpp_2m_-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,194.5) with rgbimage, \
     '../pictures/dynamic_threshold_dpmpp_2m_-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,102.5) with rgbimage, \
     '../pictures/dynamic_threshold_dpmpp_2m_-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
